import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { withPage } from '../support/browser.mjs';
import { sendSpans } from '../support/otlp.mjs';
import { list, openExecution } from '../support/pages.mjs';
import { supportCall } from '../support/traces.mjs';

const call = supportCall({ conversation: 'wa-shell-77' });
const palette = (page) => page.getByRole('combobox', { name: 'Go to a page or an id' });
const option = (page, name) => page.getByRole('option', { name });

async function openPalette(page, text = '') {
  await page.keyboard.press('Control+k');
  await palette(page).fill(text);
}

describe('the shell', () => {
  before(() => sendSpans(call.spans));

  test('keys lead from page to page, and each has its title', async () => {
    await withPage(async (page) => {
      await page.goto('/logs?project=default');
      await page.getByRole('heading', { name: 'Logs', level: 1 }).waitFor();
      const ways = [
        ['o', 'Overview'],
        ['e', 'Executions'],
        ['t', 'Threads'],
        ['l', 'Logs'],
      ];
      for (const [key, title] of ways) {
        await page.keyboard.press('g');
        await page.keyboard.press(key);
        await page.getByRole('heading', { name: title, level: 1 }).waitFor();
        await page.waitForFunction((name) => document.title === `${name} · Farol`, title);
      }
    });
  });

  test('the palette knows what an id belongs to', async () => {
    await withPage(async (page) => {
      await page.goto('/overview?project=default');
      await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
      await openPalette(page, call.id);
      await option(page, /^Open execution .* invoke_agent support-agent/).waitFor();
      await palette(page).fill('wa-shell-77');
      await option(page, /^Open thread wa-shell-77 1 execution/).waitFor();
      assert.equal(await option(page, /^Open execution/).count(), 0);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/threads\?.*thread=wa-shell-77/);
    });
  });

  test('the palette leads back to what was opened', async () => {
    await withPage(async (page) => {
      await openExecution(page, call.id);
      await page.waitForFunction(() => document.title.startsWith('invoke_agent support-agent'));
      await page.keyboard.press('g');
      await page.keyboard.press('o');
      await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
      await openPalette(page);
      await option(page, new RegExp(`invoke_agent support-agent ${call.id}`)).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(new RegExp(`/executions/${call.id}`));
    });
  });

  test('the palette changes the time range of the page that is open', async () => {
    await withPage(async (page) => {
      await page.goto('/executions?project=default&status=error');
      await list(page).getByRole('link').first().waitFor();
      await openPalette(page, 'last 7 days');
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.searchParams.get('range') === '7d');
      assert.match(page.url(), /\/executions\?.*status=error/);
    });
  });

  test('times tell UTC on hover', async () => {
    await withPage(async (page) => {
      await page.goto('/executions?project=default');
      const started = list(page).locator('time').first();
      const [own, utc] = (await started.getAttribute('title')).split('\n');
      assert.match(own, / UTC−3$/);
      assert.match(utc, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ UTC$/);
    });
  });

  test('all keys are listed', async () => {
    await withPage(async (page) => {
      await page.goto('/overview?project=default');
      await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
      await page.keyboard.press('?');
      const keys = page.getByRole('dialog', { name: 'Keyboard' });
      for (const title of ['Everywhere', 'Charts over time', 'Executions', 'Trace'])
        await keys.getByRole('heading', { name: title, exact: true }).waitFor();
    });
  });

  test('an address that is none says so', async () => {
    await withPage(async (page) => {
      await page.goto('/nonsense?project=default');
      await page.getByText('There is no such page').waitFor();
      await page.getByRole('link', { name: 'Overview' }).click();
      await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    });
  });
});
