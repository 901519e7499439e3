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

async function items(page, path) {
  const answer = await page.request.get(`/api/v1/observability/${path}&${project}`);
  assert.equal(answer.status(), 200, await answer.text());
  return (await answer.json()).items;
}

/** The execution of the story that failed, and the newest line of a call that could not be handed on. */
async function findSubjects(page) {
  const turns = await items(page, `executions?threadId=${STORY}&status=error`);
  const lines = await items(page, 'logs?search=transfer%20failed&limit=1');
  assert.ok(turns.length > 0 && lines.length > 0, 'the demonstration has both');
  return { failed: turns[0].executionId, line: lines[0].id };
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
      const preview = page.getByRole('complementary', { name: 'Preview' });
      for (let row = 0; row < 40; row += 1) {
        await page.keyboard.press('j');
        await preview.waitFor();
        if ((await preview.getByText('Minha internet caiu de novo').count()) > 0) break;
      }
      await preview.getByText('resolve request').waitFor();
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
  logs: ({ line }) => ({
    path: `/logs?${project}&search=transfer&line=${line}`,
    async ready(page) {
      await page.getByText('transfer failed').first().waitFor();
      await page.getByText('sip.status').first().waitFor();
      // The lines around it say how far from it they are.
      await page
        .getByText(/^[−+-][\d.]+ (ms|s)$/)
        .first()
        .waitFor();
    },
  }),
  dashboard: () => ({
    path: `/dashboards?${project}`,
    async ready(page) {
      await page.getByRole('slider').nth(2).waitFor();
      await page.getByRole('region', { name: 'Loading' }).waitFor({ state: 'detached' });
    },
  }),
  review: () => ({
    path: `/reviews?${project}`,
    async ready(page) {
      const waiting = page.getByRole('region', { name: 'List of reviews' }).getByRole('link');
      await waiting.filter({ hasText: 'mandar pelos correios' }).first().click();
      await page.getByText('Under review').waitFor();
      const corrected = page.getByRole('textbox', { name: 'Corrected answer' });
      await corrected.fill('Aceitamos devolução presencial e pelos Correios, com o código do app.');
      await page.getByText(/^(\d+ changes?|written anew)$/).waitFor();
    },
  }),
};

/** Nothing moves any more, and nothing is on its way. */
async function settle(page) {
  // Pages that follow something never fall idle.
  await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined);
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(DESKTOP.width - 1, DESKTOP.height - 1);
}

async function takePictures() {
  await mkdir(FAROL_PICTURES, { recursive: true });
  let subjects;
  await withPage(
    async (page) => {
      await page.goto(environment.signInLink);
      await page.getByRole('navigation', { name: 'Pages' }).waitFor();
      await keepSession(page);
      subjects = await findSubjects(page);
    },
    { signedIn: false },
  );
  for (const [name, picture] of Object.entries(PICTURES)) {
    const { path, ready } = picture(subjects);
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
