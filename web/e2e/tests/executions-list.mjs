import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, test } from 'node:test';
import { withPage } from '../support/browser.mjs';
import { sendSpans } from '../support/otlp.mjs';
import { list } from '../support/pages.mjs';
import { drag } from '../support/pointer.mjs';
import { supportCall } from '../support/traces.mjs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const THREAD = 'wa-volume';
const path = `/executions?project=default&threadId=${THREAD}`;

const histogram = (page) => page.getByRole('slider', { name: 'Executions over time, by status' });
const rowCount = (page) => list(page).getByRole('link').count();
const parameter = (page, name) => new URL(page.url()).searchParams.get(name);
const tab = (page, name) =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name });

/** Waits until the list has so many rows. */
const hasRows = (page, count) =>
  page.waitForFunction(
    (wanted) => document.querySelectorAll('[role=grid] [role=row] a[href]').length === wanted,
    count,
  );

describe('executions over time', () => {
  // Four within the last hour, two of them failed, and three about twenty hours ago.
  const recent = [10, 20, 30, 40].map((minutes, index) => ({
    ago: minutes * MINUTE,
    conversation: THREAD,
    broken: index < 2,
  }));
  const old = [0, 1, 2].map((index) => ({
    ago: 20 * HOUR + index * MINUTE,
    conversation: THREAD,
    broken: false,
  }));
  before(async () => {
    for (const call of [...recent, ...old]) await sendSpans(supportCall(call).spans);
  });

  test('a drag selects a part of the time, Enter goes into it, back comes out again', async () => {
    await withPage(async (page) => {
      await page.goto(path);
      await page.getByText('7 executions').waitFor();
      await drag(page, histogram(page), 0.8, 0.999);
      await page.getByText('4 in the selection').waitFor();
      await hasRows(page, 4);
      assert.ok(parameter(page, 'since'));

      await histogram(page).press('Enter');
      await page.waitForURL((url) => url.searchParams.has('from'));
      assert.equal(parameter(page, 'since'), null);
      await page.getByText('4 executions').first().waitFor();
      await hasRows(page, 4);

      await page.goBack();
      await page.getByText('4 in the selection').waitFor();
      await page.goBack();
      await hasRows(page, 7);
    });
  });

  test('the selection stands in the address, and Escape takes it away', async () => {
    await withPage(async (page) => {
      const now = Date.now();
      const [since, until] = [now - 22 * HOUR, now - 2 * HOUR].map((time) =>
        new Date(time).toISOString(),
      );
      await page.goto(`${path}&since=${since}&until=${until}`);
      await hasRows(page, 3);
      await page.getByRole('button', { name: /^Zoom in/ }).waitFor();
      await page.keyboard.press('Escape');
      await hasRows(page, 7);
      assert.equal(parameter(page, 'since'), null);
    });
  });

  test('keys alone select, zoom, move and open', async () => {
    await withPage(async (page) => {
      await page.goto(path);
      await hasRows(page, 7);
      await histogram(page).focus();
      await page.keyboard.press('End');
      for (let step = 0; step < 12; step += 1) await page.keyboard.press('Shift+ArrowLeft');
      await page.getByText('4 in the selection').waitFor();
      await hasRows(page, 4);
      await page.keyboard.press('j');
      await page.getByRole('complementary', { name: 'Preview' }).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/executions\/[0-9a-f]{32}/);
      await page.goBack();
      await page.getByText('4 in the selection').waitFor();
    });
  });

  test('a status in the legend shows it alone', async () => {
    await withPage(async (page) => {
      await page.goto(path);
      await page.getByRole('button', { name: '2 error' }).click();
      await hasRows(page, 2);
      assert.equal(parameter(page, 'status'), 'error');
    });
  });

  test('the built-in views count and filter', async () => {
    await withPage(async (page) => {
      await page.goto(path);
      await hasRows(page, 7);
      await tab(page, /^Failing/).click();
      await page.waitForURL((url) => url.searchParams.get('status') === 'error');
      assert.equal(parameter(page, 'threadId'), null);
      assert.equal(await tab(page, /^Failing/).getAttribute('aria-current'), 'true');
      const counted = Number((await tab(page, /^Failing \d/).innerText()).replace(/\D/g, ''));
      assert.ok(counted >= 2);
      await page.getByText(`${counted} executions`).first().waitFor();
    });
  });

  test('columns are chosen and remembered', async () => {
    await withPage(async (page) => {
      await page.goto(path);
      await hasRows(page, 7);
      await page.getByRole('button', { name: 'Columns' }).click();
      await page.getByRole('checkbox', { name: 'Service' }).click();
      await page.getByRole('checkbox', { name: 'Cost' }).click();
      await page.keyboard.press('Escape');
      await page.reload();
      await list(page).getByRole('columnheader', { name: 'Service' }).waitFor();
      assert.equal(await list(page).getByRole('columnheader', { name: /Cost/ }).count(), 0);
    });
  });

  test('the list is exported as it stands', async () => {
    await withPage(async (page) => {
      await page.goto(`${path}&status=error`);
      await hasRows(page, 2);
      await page.getByRole('button', { name: 'Export' }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'The 2 that are loaded' }).click();
      const text = await readFile(await (await download).path(), 'utf8');
      const lines = text.trim().split('\r\n');
      assert.match(lines[0], /executionId,traceId,name/);
      assert.equal(lines.length, 3);
      assert.equal(await rowCount(page), 2);
      assert.ok(lines.slice(1).every((line) => line.includes(THREAD) && line.includes(',error,')));
    });
  });
});
