import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { withPage } from '../support/browser.mjs';
import { sendSpans } from '../support/otlp.mjs';
import { list, rows } from '../support/pages.mjs';
import { drag } from '../support/pointer.mjs';
import { supportCall } from '../support/traces.mjs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const figures = (page) => page.getByRole('region', { name: 'Figures of this time range' });
const card = (page, name) => page.getByRole('region', { name });
const histogram = (page) => page.getByRole('slider', { name: 'Executions by status' });
const parameters = (page) => new URL(page.url()).searchParams;

describe('the overview', () => {
  // An hour ago all was well; since then two failed. Two days ago there was one.
  before(async () => {
    const calls = [
      { ago: 20 * HOUR, broken: false },
      { ago: 19 * HOUR, broken: false },
      { ago: 8 * MINUTE, broken: true },
      { ago: 6 * MINUTE, broken: true },
      { ago: 47 * HOUR, broken: false },
    ];
    for (const call of calls) {
      await sendSpans(supportCall({ ...call, conversation: 'wa-overview' }).spans);
    }
  });

  test('is where the portal begins', async () => {
    await withPage(async (page) => {
      await page.goto('/?project=default');
      await page.waitForURL(/\/overview\?/);
      await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
      assert.equal(await page.title(), 'Overview · Farol');
      await card(page, 'Slowest agents').getByRole('link', { name: 'support-agent' }).waitFor();
    });
  });

  test('each figure leads to what it counts', async () => {
    await withPage(async (page) => {
      const ways = [
        ['Error rate', { status: 'error' }],
        ['Duration p95', { sort: '-durationMs' }],
        ['Tokens', { sort: '-totalTokens' }],
        ['Cost', { sort: '-cost' }],
      ];
      for (const [name, expected] of ways) {
        await page.goto('/overview?project=default&range=6h');
        await figures(page).getByRole('link', { name }).click();
        await page.waitForURL(/\/executions\?/);
        const found = Object.fromEntries(parameters(page));
        assert.deepEqual({ ...found, ...expected }, found, name);
        assert.equal(found.range, '6h');
        await list(page).getByRole('link').first().waitFor();
      }
    });
  });

  test('the number of errors is the length of the list behind it', async () => {
    await withPage(async (page) => {
      await page.goto('/overview?project=default');
      const errors = card(page, 'Executions by status').getByRole('link', { name: / error$/ });
      const counted = Number.parseInt(await errors.innerText(), 10);
      assert.ok(counted >= 2);
      await errors.click();
      await page.getByText(`${counted} executions`).first().waitFor();
      const shown = list(page).getByRole('link');
      await shown.nth(counted - 1).waitFor();
      assert.equal(await shown.count(), counted);
    });
  });

  test('what was before leads to the time before', async () => {
    await withPage(async (page) => {
      await page.goto('/overview?project=default');
      await figures(page)
        .getByRole('link', { name: /^from \d/ })
        .first()
        .click();
      await page.waitForURL(/\/executions\?/);
      const [from, to] = ['from', 'to'].map((name) => Date.parse(parameters(page).get(name)));
      assert.ok(Math.abs(to - from - 24 * HOUR) < MINUTE, 'a day');
      assert.ok(to < Date.now() - 23 * HOUR, 'which ended when this one began');
    });
  });

  test('from the symptom to the span and back: drag, list, execution, trace', async () => {
    await withPage(async (page) => {
      await page.goto('/overview?project=default');
      await drag(page, histogram(page), 0.85, 0.999);
      await page.waitForURL((url) => url.searchParams.has('from'));
      assert.match(page.url(), /\/overview\?/);
      const narrowed = page.url();

      await card(page, 'Most failing agents').getByRole('link', { name: 'support-agent' }).click();
      await page.waitForURL(/\/executions\?.*agentId=support-agent/);
      assert.equal(parameters(page).get('from'), new URL(narrowed).searchParams.get('from'));
      await list(page).getByText('503 no healthy upstream').first().waitFor();
      await list(page).getByRole('link').first().click();
      await page.getByRole('tab', { name: /^Trace/ }).click();
      await rows(page).first().waitFor();

      for (let step = 0; step < 6 && page.url() !== narrowed; step += 1) await page.goBack();
      assert.equal(page.url(), narrowed);
      await card(page, 'Latest failures').getByRole('link').nth(2).waitFor();
    });
  });

  test('a bar, and the hair of the durations, lead to their executions by keys alone', async () => {
    await withPage(async (page) => {
      await page.goto('/overview?project=default');
      await histogram(page).focus();
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/executions\?.*from=/);

      await page.goBack();
      const durations = page.getByRole('slider', { name: /^Duration of ended executions/ });
      await durations.focus();
      await page.keyboard.press('Home');
      assert.match(await durations.getAttribute('aria-valuetext'), /p95/);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/executions\?.*sort=-durationMs/);
    });
  });

  test('new executions are counted without a reload', async () => {
    await withPage(async (page) => {
      await page.goto('/overview?project=default&range=15m');
      const executions = figures(page).locator('strong').first();
      await executions.waitFor();
      const seen = await executions.innerText();
      await sendSpans(supportCall({ ago: 9_000, conversation: 'wa-overview' }).spans);
      await page.waitForFunction(
        (old) => document.querySelector('section strong')?.textContent !== old,
        seen,
        { timeout: 30_000 },
      );
    });
  });

  test('an empty time says so and offers a longer one', async () => {
    await withPage(async (page) => {
      const time = 'from=2026-01-02T00:00:00Z&to=2026-01-02T01:00:00Z';
      await page.goto(`/overview?project=default&${time}`);
      await page.getByText('Nothing in this time range').waitFor();
      await page.getByRole('button', { name: 'Look at all time' }).click();
      await figures(page).waitFor();
      assert.equal(parameters(page).get('range'), 'all');
    });
  });

  test('an error says what happened, and trying again helps', async () => {
    await withPage(async (page) => {
      // With live on, the page would get over it by itself.
      await page.addInitScript(() => localStorage.setItem('farol.live', 'false'));
      const away = (route) => route.fulfill({ status: 400, json: { detail: 'Out of order.' } });
      await page.route('**/observability/overview?*', away);
      await page.goto('/overview?project=default');
      await page.getByText('Out of order.').waitFor();
      await page.unroute('**/observability/overview?*', away);
      await page.getByRole('button', { name: 'Try again' }).click();
      await figures(page).waitFor();
    });
  });
});
