import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { withPage } from '../support/browser.mjs';
import { sendSpans } from '../support/otlp.mjs';
import { openExecution } from '../support/pages.mjs';
import { supportCall } from '../support/traces.mjs';

const left = supportCall({ ago: 50_000, conversation: 'wa-before' });
const right = supportCall({ ago: 20_000, conversation: 'wa-after', broken: false });

/** The answer of an agent, on its root. */
const answered = ({ spans }, text) => {
  spans[0].attributes.push({ key: 'output.value', value: { stringValue: text } });
};
answered(left, 'A technician comes tomorrow at eight.');
answered(right, 'A technician comes today at eight, between two calls.');
// The second one does not book a visit, and has another lookup instead.
right.spans.splice(7, 2);
right.spans.find(({ name }) => name === 'get_open_tickets').name = 'list_tickets';

const path = `/compare?project=default&left=${left.id}&right=${right.id}`;
const grid = (page) => page.getByRole('grid', { name: 'Spans of both executions' });
const row = (page, name) => grid(page).getByRole('row', { name });

describe('two executions side by side', () => {
  before(async () => {
    await sendSpans(left.spans);
    await sendSpans(right.spans);
  });

  test('structure and figures differ as the executions do', async () => {
    await withPage(async (page) => {
      await page.goto(path);
      await row(page, /only left.*/)
        .first()
        .waitFor();
      assert.equal(await grid(page).getByRole('row').count(), left.spans.length + 1);
      await page.getByText('2 removed').waitFor();
      await row(page, /get_open_tickets.*changed.*list_tickets/).waitFor();
      const figures = await page.locator('dl[aria-label=Figures]').textContent();
      assert.match(figures, /Errors2→0−2 \(−100 %\)/);
      assert.match(figures, /Spans9→7−2 \(−22\.2 %\)/);
      assert.match(figures, /Duration6\.84 s→6\.84 ssame/);
    });
  });

  test('only differences folds the rest; n hops, Enter opens the span', async () => {
    await withPage(async (page) => {
      await page.goto(path);
      await row(page, /only left/)
        .first()
        .waitFor();
      await page.keyboard.press('d');
      await page.waitForURL(/only=differences/);
      await grid(page)
        .getByRole('button', { name: /are the same/ })
        .first()
        .waitFor();
      await page.reload();
      await grid(page)
        .getByRole('button', { name: /are the same/ })
        .first()
        .waitFor();
      await page.keyboard.press('n');
      await page.keyboard.press('n');
      const selected = grid(page).locator('[aria-selected=true]');
      assert.match(await selected.textContent(), /list_tickets/);
      await grid(page).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(new RegExp(`/executions/${right.id}.*span=0000000000000006`));
      await page.goBack();
      await page.waitForURL(/\/compare/);
    });
  });

  test('the answers differ word by word, and swapping turns them round', async () => {
    await withPage(async (page) => {
      await page.goto(`${path}&view=output`);
      const side = (name) => page.getByRole('region', { name, exact: true }).last();
      await side('Left').locator('del', { hasText: 'tomorrow' }).waitFor();
      await side('Right').locator('ins', { hasText: 'today' }).waitFor();
      await page.keyboard.press('s');
      await page.waitForURL(new RegExp(`left=${right.id}&right=${left.id}`));
      await side('Left').locator('del', { hasText: 'today' }).waitFor();
      await page.goBack();
      await side('Left').locator('del', { hasText: 'tomorrow' }).waitFor();
    });
  });

  test('an execution leads to it, with an earlier one of its agent', async () => {
    await withPage(async (page) => {
      await openExecution(page, right.id);
      await page.getByRole('button', { name: 'Compare' }).click();
      const menu = page.getByRole('dialog', { name: 'Compare with' });
      await menu
        .getByRole('link', { name: /support-agent/ })
        .first()
        .click();
      await page.waitForURL(new RegExp(`/compare.*right=${right.id}`));
      await grid(page).waitFor();
      assert.match(page.url(), /left=[0-9a-f]{32}/);
    });
  });

  test('a side that is missing, or is none, is chosen', async () => {
    await withPage(async (page) => {
      await page.goto(`/compare?project=default&right=${right.id}&left=no-such-id`);
      await page.getByText('Nothing in this project has the id no-such-id').waitFor();
      await page.getByRole('searchbox', { name: 'Search, or paste an id' }).fill(left.id);
      await page.keyboard.press('Enter');
      await grid(page).waitFor();
      await page.getByRole('button', { name: 'Change the left execution' }).click();
      const picker = page.getByRole('dialog', { name: 'Choose the left execution' });
      await picker
        .getByRole('button', { name: /support-agent/ })
        .first()
        .waitFor();
    });
  });
});
