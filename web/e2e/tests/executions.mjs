import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withPage } from '../support/browser.mjs';
import { sendSpans } from '../support/otlp.mjs';
import { list, rows } from '../support/pages.mjs';
import { supportCall } from '../support/traces.mjs';

describe('the list', () => {
  test('a new execution waits behind a pill and does not move the rows', async () => {
    await withPage(async (page) => {
      await page.goto('/executions?project=default');
      const first = list(page).getByRole('link').first();
      await first.waitFor();
      const before = await first.getAttribute('href');
      const call = supportCall({ ago: 100, conversation: 'wa-live' });
      await sendSpans(call.spans);
      const pill = page.getByRole('button', { name: /^Show \d+ new executions/ });
      await pill.waitFor();
      assert.equal(await first.getAttribute('href'), before);
      await pill.click();
      await list(page).locator(`a[href*="${call.id}"]`).waitFor();
    });
  });

  test('keys move, preview and open', async () => {
    await withPage(async (page) => {
      await page.goto('/executions?project=default');
      await list(page).getByRole('link').first().waitFor();
      await page.keyboard.press('j');
      const preview = page.getByRole('complementary', { name: 'Preview' });
      await preview.getByText('get_open_tickets').first().waitFor();
      assert.equal(await list(page).locator('[aria-selected=true]').count(), 1);
      await page.waitForURL(/preview=/);
      await page.keyboard.press('Enter');
      await page.getByRole('tab', { name: /^Trace/ }).click();
      await rows(page).first().waitFor();
    });
  });

  test('filters stand in the address as chips, and can be taken away', async () => {
    const call = supportCall({ conversation: 'wa-filtered', broken: false });
    await sendSpans(call.spans);
    await withPage(async (page) => {
      await page.goto('/executions?project=default&threadId=wa-filtered&status=success');
      await list(page).locator(`a[href*="${call.id}"]`).waitFor();
      assert.equal(await list(page).getByRole('link').count(), 1);
      await page.getByRole('button', { name: 'Remove the filter Thread' }).click();
      await page.waitForURL((url) => !url.search.includes('threadId'));

      await page.keyboard.press('f');
      const menu = page.getByRole('dialog', { name: 'Filter by' });
      await menu.getByRole('button', { name: 'Duration' }).click();
      await page.getByLabel('At least').fill('1h');
      await page.getByRole('button', { name: 'Apply' }).click();
      await page.getByText('Nothing matches').waitFor();
      await page.getByRole('button', { name: 'Clear the filters' }).click();
      await list(page).getByRole('link').first().waitFor();
    });
  });

  test('the palette lands on an id', async () => {
    const call = supportCall({ conversation: 'wa-palette' });
    await sendSpans(call.spans);
    await withPage(async (page) => {
      await page.goto('/logs?project=default');
      await page.getByRole('heading', { name: 'Logs' }).waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Go to a page or an id' }).fill(call.id);
      await page.keyboard.press('Enter');
      await page.getByRole('tab', { name: /^Trace/ }).click();
      await rows(page).first().waitFor();
      assert.match(page.url(), new RegExp(call.id));
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    });
  });
});
