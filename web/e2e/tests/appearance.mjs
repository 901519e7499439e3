import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { DESKTOP, PHONE, withPage } from '../support/browser.mjs';
import * as environment from '../support/environment.mjs';
import { sendSpans } from '../support/otlp.mjs';
import { executionPath, list, panel, rows } from '../support/pages.mjs';
import { supportCall } from '../support/traces.mjs';

const call = supportCall({ conversation: 'wa-look' });
/** The pages, and how each is brought into its fullest state. */
const PAGES = {
  executions: {
    path: '/executions?project=default',
    async ready(page, size) {
      await list(page).getByRole('link').first().waitFor();
      if (size === PHONE) return;
      await page.keyboard.press('j');
      await page.getByRole('complementary', { name: 'Preview' }).waitFor();
    },
  },
  execution: {
    path: executionPath(call.id),
    async ready(page, size) {
      await rows(page).first().waitFor();
      if (size === PHONE) return;
      await rows(page).nth(2).click();
      await panel(page).getByText('My line is down again').waitFor();
    },
  },
  'execution-statistics': {
    path: executionPath(call.id),
    async ready(page, size) {
      await rows(page).first().waitFor();
      if (size === PHONE) return;
      await page.getByRole('button', { name: 'Statistics' }).click();
      await page.getByText('By model').waitFor();
    },
  },
  'execution-json': {
    path: `${executionPath(call.id)}&tab=json`,
    ready: (page) => page.getByText('executionId').first().waitFor(),
  },
  logs: {
    path: '/logs?project=default',
    ready: (page) => page.getByRole('region', { name: 'Log lines' }).waitFor(),
  },
  'sign-in': {
    path: '/sign-in?problem=expired',
    signedIn: false,
    ready: (page) => page.getByLabel('E-mail').waitFor(),
  },
};

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const grave = new Set(['serious', 'critical']);

/** What axe finds grave on the page. Its script comes by the debugger, which no policy stops. */
async function graveFindings(page) {
  await page.evaluate(await readFile(axePath, 'utf8'));
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations
    .filter((each) => grave.has(each.impact))
    .map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`);
}

async function shoot(page, name) {
  if (!environment.shots) return;
  await mkdir(environment.shots, { recursive: true });
  await page.screenshot({ path: join(environment.shots, `${name}.png`) });
}

describe('appearance', () => {
  before(() => sendSpans(call.spans));

  for (const [name, { path, ready, signedIn }] of Object.entries(PAGES)) {
    for (const theme of ['light', 'dark']) {
      test(`axe has nothing grave to say of ${name}, ${theme}`, async () => {
        await withPage(
          async (page) => {
            await page.goto(path);
            await ready(page, DESKTOP);
            await page.evaluate(() => document.fonts.ready);
            await shoot(page, `${name}-${theme}`);
            assert.deepEqual(await graveFindings(page), []);
          },
          { theme, signedIn },
        );
      });
    }

    test(`${name} fits a phone`, async () => {
      await withPage(
        async (page) => {
          await page.goto(path);
          await ready(page, PHONE);
          await shoot(page, `${name}-phone`);
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(width <= PHONE.width, `${width} pixels wide`);
        },
        { size: PHONE, signedIn },
      );
    });
  }
});
