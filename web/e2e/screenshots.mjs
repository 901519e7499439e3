// README's pictures: pages of a demonstration, as they come up. `scripts/screenshots` starts the server.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DESKTOP, keepSession, start, stop, withPage } from './support/browser.mjs';
import * as environment from './support/environment.mjs';
import { chat, list, rows } from './support/pages.mjs';

const { FAROL_PICTURES } = process.env;
assert.ok(FAROL_PICTURES, 'FAROL_PICTURES: the folder that the pictures go to');

/** The conversation that the demonstration tells a story by. */
const STORY = 'wa-5511900000431';
const project = 'project=demo';

/** The execution of the story that failed, and its first one, with sound and a picture. */
async function storyOf(page) {
  const path = `/api/v1/observability/executions?${project}&threadId=${STORY}&sort=startTime`;
  const answer = await page.request.get(path);
  assert.equal(answer.status(), 200, await answer.text());
  const { items } = await answer.json();
  const failed = items.find((each) => each.status === 'error');
  assert.ok(failed, 'one turn of the story fails');
  return { failed: failed.executionId, first: items[0].executionId };
}

const PICTURES = {
  overview: () => ({
    path: `/overview?${project}`,
    ready: (page) => page.getByRole('heading', { name: 'Latest failures' }).waitFor(),
  }),
  executions: () => ({
    path: `/executions?${project}`,
    async ready(page) {
      await list(page).getByText('503 no healthy upstream').first().waitFor();
      await page.keyboard.press('j');
      await page.getByRole('complementary', { name: 'Preview' }).waitFor();
    },
  }),
  trace: ({ failed }) => ({
    path: `/executions/${failed}?${project}&tab=trace`,
    async ready(page) {
      await rows(page).first().waitFor();
      await rows(page).getByText('chat gpt-4o', { exact: true }).first().click();
      await page.getByRole('complementary', { name: 'Span' }).getByText('Output').first().waitFor();
    },
  }),
  conversation: ({ failed }) => ({
    path: `/executions/${failed}?${project}&tab=conversation`,
    ready: (page) => chat(page).getByText('Posso confirmar a visita?').waitFor(),
  }),
  threads: () => ({
    path: `/threads?${project}&thread=${STORY}`,
    ready: (page) => chat(page).getByText('Perfeito! Até logo.').waitFor(),
  }),
  logs: () => ({
    path: `/logs?${project}&range=6h`,
    ready: (page) => page.getByText('no healthy upstream').first().waitFor(),
  }),
};

/** Nothing moves any more, and nothing is on its way. */
async function settle(page) {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(DESKTOP.width - 1, DESKTOP.height - 1);
}

async function takePictures() {
  await mkdir(FAROL_PICTURES, { recursive: true });
  let story;
  await withPage(
    async (page) => {
      await page.goto(environment.signInLink);
      await page.getByRole('navigation', { name: 'Pages' }).waitFor();
      await keepSession(page);
      story = await storyOf(page);
    },
    { signedIn: false },
  );
  for (const [name, picture] of Object.entries(PICTURES)) {
    const { path, ready } = picture(story);
    await withPage(async (page) => {
      await page.goto(path);
      await ready(page);
      await settle(page);
      await page.screenshot({ path: join(FAROL_PICTURES, `${name}.png`), animations: 'disabled' });
    });
    console.log(`${name}.png`);
  }
}

await start();
try {
  await takePictures();
} finally {
  await stop();
}
