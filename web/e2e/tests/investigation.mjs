// The way of whoever comes with a symptom, over the data of `farol demo`: from the overview to the span and
// the line that say why, and back.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withPage } from '../support/browser.mjs';
import { list, panel, rows } from '../support/pages.mjs';
import { drag } from '../support/pointer.mjs';

const card = (page, name) => page.getByRole('region', { name });
const parameters = (page) => new URL(page.url()).searchParams;
const FAILURE = /503 no healthy upstream/;

describe('an investigation', () => {
  test('goes from the symptom to the evidence and back', async () => {
    await withPage(async (page) => {
      await page.goto('/overview?project=demo');
      await card(page, 'Latest failures').getByRole('link', { name: FAILURE }).first().waitFor();
      // The last hours look bad: only them.
      const histogram = page.getByRole('slider', { name: 'Executions by status' });
      await drag(page, histogram, 0.85, 0.999);
      await page.waitForURL((url) => url.searchParams.has('from'));
      const narrowed = parameters(page).get('from');

      const failing = card(page, 'Most failing agents');
      await failing.getByRole('link', { name: 'support-agent' }).click();
      await page.waitForURL(/\/executions\?.*agentId=support-agent/);
      assert.equal(parameters(page).get('from'), narrowed, 'the range comes along');
      await list(page)
        .getByRole('row', { name: FAILURE })
        .first()
        .getByRole('link')
        .first()
        .click();

      await page.getByRole('tab', { name: /^Trace/ }).click();
      await rows(page).first().waitFor();
      await page.getByRole('tree', { name: 'Spans' }).focus();
      await page.keyboard.press('e');
      await page.keyboard.press('Enter');
      await panel(page).getByText(FAILURE).first().waitFor();
      const execution = new URL(page.url()).pathname;

      await page.getByRole('tab', { name: /^Logs \d/ }).click();
      const lines = page.getByRole('region', { name: 'Log lines' });
      await lines.getByRole('button', { name: FAILURE }).first().click();
      await page.getByText('Around this line').waitFor();

      for (let step = 0; step < 8 && page.url().includes(execution); step += 1) await page.goBack();
      assert.match(page.url(), /\/executions\?.*agentId=support-agent/);
      await page.goBack();
      await page.waitForURL(/\/overview\?/);
      assert.equal(parameters(page).get('from'), narrowed);
    });
  });

  test('starts from a line of the log as well', async () => {
    await withPage(async (page) => {
      await page.goto('/logs?project=demo&level=error&search=healthy');
      const lines = page.getByRole('region', { name: 'Log lines' });
      await lines.getByRole('button', { name: FAILURE }).first().click();
      await page.getByRole('link', { name: 'Open execution' }).first().click();
      await page.waitForURL(/\/executions\/[^?]+/);
      await page.getByRole('tab', { name: /^Trace/ }).click();
      await rows(page).first().waitFor();
      await page.getByText('503').first().waitFor();
    });
  });

  test('every page is full of data', async () => {
    await withPage(async (page) => {
      await page.goto('/threads?project=demo');
      await page.getByRole('grid', { name: 'Threads' }).getByRole('row').nth(10).waitFor();
      await page.goto('/executions?project=demo');
      await list(page).getByRole('link').nth(10).waitFor();
      await page.goto('/logs?project=demo');
      await page.getByRole('region', { name: 'Log lines' }).getByRole('button').nth(10).waitFor();
      await page.goto('/overview?project=demo');
      await card(page, 'Slowest agents').getByRole('link').nth(3).waitFor();
    });
  });
});
