import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { withPage } from '../support/browser.mjs';
import { newTrace, sendSpans, span } from '../support/otlp.mjs';
import { elementCount, executionPath, openExecution, rows, tree } from '../support/pages.mjs';
import { largeTrace } from '../support/traces.mjs';

const COUNT = 10_000;
const MOST_ELEMENTS = 3_000;
const large = largeTrace(COUNT);

const selected = (page) => page.locator('[role=treeitem][aria-selected=true]');

/** Milliseconds of the longest task while `act` runs. */
async function longestTask(page, act) {
  await page.evaluate(() => {
    globalThis.tasks = [];
    const observer = new PerformanceObserver((list) => {
      globalThis.tasks.push(...list.getEntries().map((entry) => entry.duration));
    });
    observer.observe({ entryTypes: ['longtask'] });
  });
  await act();
  return page.evaluate(() => Math.max(0, ...globalThis.tasks));
}

describe('a large trace', () => {
  before(() => sendSpans(large.spans));

  test(`a trace of ${COUNT} spans: rows at once, few elements, all of it in reach`, async (t) => {
    await withPage(async (page) => {
      await page.goto('/executions?project=default');
      await page.getByRole('heading', { name: 'Executions' }).waitFor();
      const begun = Date.now();
      await page.goto(executionPath(large.id));
      await rows(page).first().waitFor();
      const shown = Date.now() - begun;
      await tree(page).focus();
      await page.keyboard.press('End');
      await selected(page).waitFor();
      const reached = Date.now() - begun;
      assert.match(await selected(page).textContent(), /step 10000/);
      const elements = await elementCount(page);
      assert.ok(elements <= MOST_ELEMENTS, `${elements} elements`);
      t.diagnostic(
        `first rows after ${shown} ms, last row after ${reached} ms, ${elements} elements`,
      );
    });
  });

  test('scrolling, searching and sorting stay smooth', async (t) => {
    await withPage(async (page) => {
      await openExecution(page, large.id);
      await page.mouse.move(600, 600);
      const scrolling = await longestTask(page, async () => {
        for (let step = 0; step < 40; step += 1) {
          await page.mouse.wheel(0, 1_500);
          await page.waitForTimeout(16);
        }
      });
      const searching = await longestTask(page, async () => {
        await page.keyboard.press('/');
        await page.keyboard.type('customer 99', { delay: 40 });
        await page.getByText(/of \d+/).waitFor();
        for (let step = 0; step < 5; step += 1) await page.keyboard.press('Enter');
      });
      const sorting = await longestTask(page, async () => {
        await page.getByRole('button', { name: 'Name', exact: true }).click();
        await page.waitForTimeout(200);
      });
      const figures = { scrolling, searching, sorting };
      for (const [what, ms] of Object.entries(figures))
        t.diagnostic(`${what}: longest task ${ms} ms`);
      assert.ok((await elementCount(page)) <= MOST_ELEMENTS);
    });
  });

  test('10,000 levels, and 10,000 siblings', async (t) => {
    const deep = newTrace(60_000);
    const level = (id) => ({
      id,
      parent: id > 1 ? id - 1 : undefined,
      name: `level ${id}`,
      ms: 30_000,
    });
    const wide = newTrace(60_000);
    const child = (id) => ({
      id,
      parent: id > 1 ? 1 : undefined,
      name: `call ${id}`,
      at: id,
      ms: 5,
    });
    const ids = Array.from({ length: COUNT }, (_, index) => index + 1);
    await sendSpans(ids.map((id) => span(deep, level(id))));
    await sendSpans(ids.map((id) => span(wide, child(id))));
    for (const [trace, last] of [
      [deep, /level 10000/],
      [wide, /call 10000/],
    ]) {
      await withPage(async (page) => {
        const begun = Date.now();
        await openExecution(page, trace.id);
        t.diagnostic(`${last.source}: first rows after ${Date.now() - begun} ms`);
        await tree(page).focus();
        await page.keyboard.press('End');
        await selected(page).waitFor();
        assert.match(await selected(page).textContent(), last);
        assert.ok((await elementCount(page)) <= MOST_ELEMENTS);
      });
    }
  });
});
