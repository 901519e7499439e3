import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { withPage } from '../support/browser.mjs';
import {
  assertHarmless,
  sendHostileConversation,
  sendHostileExecutions,
  sendHostileTrace,
  watchRequests,
} from '../support/hostile.mjs';
import { chat, executionPath, list, openExecution, panel, rows } from '../support/pages.mjs';
import { PAYLOADS } from '../support/payloads.mjs';

let trace;
let talk;

/** A page on which nothing may run, and from which nothing may be asked elsewhere. */
const withWatchedPage = (use) =>
  withPage(async (page) => {
    const foreign = watchRequests(page);
    await use(page);
    await assertHarmless(page);
    assert.deepEqual(foreign, []);
  });

/** Goes through what scrolls, a screen at a time, to its end. */
async function scrollThrough(page, scroller, look) {
  for (;;) {
    await look();
    const isAtEnd = await scroller.evaluate((element) => {
      const before = element.scrollTop;
      element.scrollTop = before + element.clientHeight;
      return element.scrollTop === before;
    });
    if (isAtEnd) return;
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}

describe('hostile telemetry', () => {
  before(async () => {
    assert.ok(PAYLOADS.length >= 60, PAYLOADS.length);
    trace = await sendHostileTrace();
    await sendHostileExecutions();
    talk = await sendHostileConversation();
  });

  test('names, owners and errors are text in the list and its preview', async () => {
    await withWatchedPage(async (page) => {
      await page.goto(`/executions?project=default&preview=${trace.id}`);
      await page.getByText(PAYLOADS[0], { exact: true }).first().waitFor();
      await page.getByRole('complementary', { name: 'Preview' }).waitFor();
      await scrollThrough(page, list(page).locator('xpath=..'), () => assertHarmless(page));
    });
  });

  test('names, attributes, events, links and errors are text in the panel of every span', async () => {
    await withWatchedPage(async (page) => {
      await openExecution(page, trace.id);
      await rows(page).first().click();
      for (const [index, payload] of PAYLOADS.entries()) {
        const shown = payload.replaceAll('\u0000', '\ufffd');
        await panel(page).getByRole('heading', { level: 2 }).filter({ hasText: shown }).waitFor();
        // Every tab of some; the first is of all.
        const names = index % 9 === 0 ? ['Attributes', 'Events', 'Logs', 'Overview'] : [];
        for (const name of names) {
          await panel(page).getByRole('tab', { name }).click();
          await assertHarmless(page);
        }
        await assertHarmless(page);
        // On to the next span that failed, which all did.
        await page.evaluate(() => document.activeElement?.blur());
        await page.keyboard.press('e');
        await page.keyboard.press('Enter');
      }
    });
  });

  test('whatever is said, in every kind of content, is only shown', async () => {
    await withWatchedPage(async (page) => {
      await page.goto(executionPath(talk.executionId, 'conversation'));
      await page.getByRole('article').first().waitFor();
      let seen = 0;
      await scrollThrough(page, chat(page), async () => {
        await chat(page).evaluate((section) => {
          for (const note of section.querySelectorAll('details')) note.open = true;
        });
        await assertHarmless(page);
        seen += 1;
      });
      assert.ok(seen > 10, `${seen} screens`);
    });
  });

  test('log lines are text, in an execution and in all', async () => {
    await withWatchedPage(async (page) => {
      await page.goto(executionPath(trace.id, 'logs'));
      await page.getByRole('button', { name: PAYLOADS[6] }).first().click();
      await assertHarmless(page);
      await page.goto('/logs?project=default');
      await page.getByText(PAYLOADS[6]).first().waitFor();
      await assertHarmless(page);
      await page.goto(executionPath(trace.id, 'json'));
      await page.getByText('executionId').first().waitFor();
    });
  });

  test('threads by hostile names open, and say nothing but text', async () => {
    await withWatchedPage(async (page) => {
      await page.goto('/threads?project=default');
      const grid = page.getByRole('grid', { name: 'Threads' });
      await grid.getByRole('row').nth(1).waitFor();
      await scrollThrough(page, grid.locator('xpath=..'), () => assertHarmless(page));
      for (const payload of PAYLOADS.filter((_, index) => index % 12 === 0)) {
        await page.goto(`/threads?project=default&thread=${encodeURIComponent(payload)}`);
        await page.getByRole('region', { name: 'Thread', exact: true }).waitFor();
        await assertHarmless(page);
      }
    });
  });

  test('addresses that bring payloads are only read', async () => {
    await withWatchedPage(async (page) => {
      for (const payload of PAYLOADS.filter((_, index) => index % 8 === 0)) {
        const text = encodeURIComponent(payload);
        const paths = [
          `/executions?project=default&search=${text}&status=${text}&sort=${text}&range=${text}`,
          `/logs?project=default&search=${text}&level=${text}&service=${text}&from=${text}`,
          `/executions/${text}?project=default&tab=${text}&span=${text}`,
        ];
        for (const path of paths) {
          await page.goto(path);
          await page.getByRole('heading', { level: 1 }).waitFor();
          await assertHarmless(page);
        }
      }
    });
  });
});
