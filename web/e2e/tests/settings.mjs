import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withPage } from '../support/browser.mjs';
import * as environment from '../support/environment.mjs';
import { newTrace, span } from '../support/otlp.mjs';
import { executionPath, panel, rows } from '../support/pages.mjs';

const settings = (page) => `/settings/${page}?project=default`;
const said = (page, text) => page.getByRole('status').filter({ hasText: text }).waitFor();

/** Sends one span with a key, and tells the status of the answer. */
async function send(key, attributes = {}) {
  const trace = newTrace();
  const spans = [span(trace, { id: 1, name: 'by-key', attributes })];
  const response = await fetch(`${environment.url}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }),
  });
  return { status: response.status, id: trace.id };
}

describe('settings', () => {
  test('a key that was made here sends, and a revoked one does not', async () => {
    await withPage(async (page) => {
      await page.goto(settings('keys'));
      await page.getByRole('button', { name: 'New key' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Create key' }).click();
      await dialog.getByText('A key needs a label.').waitFor();
      await dialog.getByLabel('Label').fill('made in the portal');
      await dialog.getByLabel('Bytes a second').fill('5 MB');
      await dialog.getByRole('button', { name: 'Create key' }).click();
      const key = await page.getByRole('textbox', { name: 'Key made in the portal' }).inputValue();
      await page.getByText(`Authorization=Bearer%20${key}`).waitFor();
      await page.getByRole('button', { name: 'I have copied it' }).click();
      const row = page.getByRole('row', { name: /made in the portal/ });
      await row.getByText('5 MB/s').waitFor();
      assert.equal((await send(key)).status, 200);

      await row.getByRole('button', { name: 'Revoke the key made in the portal' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
      await said(page, 'is revoked');
      await row.waitFor({ state: 'detached' });
      assert.equal((await send(key)).status, 401);
    });
  });

  test('a dialog takes the focus and gives it back', async () => {
    await withPage(async (page) => {
      await page.goto(settings('keys'));
      const opener = page.getByRole('button', { name: 'New key' });
      await opener.focus();
      await page.keyboard.press('Enter');
      await page.getByLabel('Label').waitFor();
      assert.ok(
        await page.getByLabel('Label').evaluate((field) => field === document.activeElement),
      );
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      assert.ok(await opener.evaluate((button) => button === document.activeElement));
    });
  });

  test('retention says beside its fields what is wrong, and what would go', async () => {
    await withPage(async (page) => {
      await page.goto(settings('retention'));
      const spans = page.getByRole('group', { name: /^Spans/ });
      await spans.getByLabel('Days').fill('0');
      await spans.getByLabel('Size on disk').fill('much');
      await page.getByRole('button', { name: 'Save' }).click();
      await spans.getByText('Write a whole number from 1 to 36,500').waitFor();
      await spans.getByText('Write a size such as').waitFor();
      await spans.getByLabel('Days').fill('45');
      await spans.getByLabel('Size on disk').fill('20 GB');
      await page.getByRole('button', { name: 'Save' }).click();
      await said(page, 'Retention is saved');

      await page.reload();
      assert.equal(await spans.getByLabel('Days').inputValue(), '45');
      assert.equal(await spans.getByLabel('Size on disk').inputValue(), '20 GB');
      await spans.getByLabel('Days').fill('');
      await spans.getByLabel('Size on disk').fill('');
      await page.getByRole('button', { name: 'Save' }).click();
      await said(page, 'Retention is saved');
    });
  });

  test('what is not saved is asked for before the page is left', async () => {
    await withPage(async (page) => {
      await page.goto(settings('retention'));
      const days = page.getByRole('group', { name: /^Logs/ }).getByLabel('Days');
      await days.fill('12');
      await page.getByLabel('Executions', { exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      assert.equal(await days.inputValue(), '12');
      await page.getByLabel('Executions', { exact: true }).click();
      await dialog.getByRole('button', { name: 'Leave' }).click();
      await page.getByRole('grid', { name: 'Executions' }).waitFor();
    });
  });

  test('a privacy rule is tried on a sample, and holds for what comes once it is saved', async () => {
    await withPage(async (page) => {
      await page.goto(settings('privacy'));
      await page.getByRole('button', { name: 'Add a rule' }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Expression/ })
        .click();
      const rule = page.getByRole('listitem', { name: 'Rule 1' });
      await rule.getByLabel('Expression').fill('order-(');
      await page.getByRole('button', { name: 'Save' }).click();
      await rule.getByRole('alert').waitFor();
      await rule.getByLabel('Expression').fill('order-\\d+');
      await rule.getByLabel('Replaced by').fill('[order]');

      await page.getByRole('button', { name: 'A sample' }).click();
      await page.getByLabel('Spans and logs as JSON').fill('{"input": "where is order-77?"}');
      await page.getByRole('button', { name: 'Try', exact: true }).click();
      await page.getByText('1 of 1 item would be changed.').waitFor();
      await page.getByText('where is [order]?').waitFor();

      await page.getByRole('button', { name: 'Save' }).click();
      await said(page, 'Privacy is saved');
      const { status, id } = await send(environment.key, { note: 'this is order-88 of today' });
      assert.equal(status, 200);
      await page.goto(executionPath(id));
      await rows(page).first().click();
      await panel(page)
        .getByRole('tab', { name: /^Attributes/ })
        .click();
      await panel(page).getByText('this is [order] of today').waitFor();

      await page.goto(settings('privacy'));
      await page.getByRole('button', { name: 'Remove rule 1' }).click();
      await page.getByRole('button', { name: 'Save' }).click();
      await said(page, 'Privacy is saved');
    });
  });

  test('jobs tell their last and next run, and retention runs when asked', async () => {
    await withPage(async (page) => {
      await page.goto(settings('jobs'));
      const row = page.getByRole('row', { name: /^retention/ });
      await row.getByText('done').waitFor();
      await page.getByRole('button', { name: 'Run retention now' }).click();
      await said(page, 'Retention runs');
      await page.getByRole('table', { name: 'Last run of retention' }).waitFor();
    });
  });

  test('the project page tells the address, and keys lead to the settings', async () => {
    await withPage(async (page) => {
      await page.goto('/executions?project=default');
      await page.getByRole('grid', { name: 'Executions' }).waitFor();
      await page.keyboard.press('g');
      await page.keyboard.press('s');
      await page.getByRole('heading', { name: 'default', level: 2 }).first().waitFor();
      await page.getByText(environment.url, { exact: true }).first().waitFor();
      await page
        .getByRole('row', { name: /^default/ })
        .getByText('open')
        .waitFor();
      assert.match(new URL(page.url()).pathname, /^\/settings/);
    });
  });

  test('theme and language are chosen in the profile', async () => {
    await withPage(async (page) => {
      await page.goto(settings('profile'));
      await page.getByRole('button', { name: 'Dark', exact: true }).click();
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
      await page.getByRole('button', { name: 'Português' }).click();
      await page.getByRole('heading', { name: 'Perfil' }).waitFor();
      await page.goto(settings('members'));
      await page.getByRole('button', { name: 'Convidar' }).waitFor();
    });
  });
});
