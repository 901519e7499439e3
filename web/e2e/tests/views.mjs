import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { withPage } from '../support/browser.mjs';
import { sendSpans } from '../support/otlp.mjs';
import { list } from '../support/pages.mjs';
import { accept, invite } from '../support/people.mjs';
import { supportCall } from '../support/traces.mjs';

const THREAD = 'wa-views';
const path = `/executions?project=default&threadId=${THREAD}&status=error`;

const views = (page) => page.getByRole('navigation', { name: 'Views' });
const tab = (page, name) => views(page).getByRole('link', { name });
const save = (page) => views(page).getByRole('button', { name: 'Save view' });
const parameter = (page, name) => new URL(page.url()).searchParams.get(name);

async function keep(page, name, { shared = false } = {}) {
  await save(page).click();
  const form = page.getByRole('dialog', { name: 'Save view' });
  await form.getByLabel('Name').fill(name);
  if (shared) await form.getByLabel('Everybody in the project sees it').check();
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await tab(page, name).waitFor();
}

describe('saved views', () => {
  before(async () => {
    for (const broken of [true, false])
      await sendSpans(supportCall({ conversation: THREAD, broken }).spans);
  });

  test('filters are kept under a name, changed, and kept again', async () => {
    await withPage(async (page) => {
      await page.goto('/executions?project=default');
      await list(page).getByRole('link').first().waitFor();
      assert.ok(await save(page).isDisabled(), 'nothing to save without a filter');

      await page.goto(path);
      await keep(page, 'Failing visits');
      const kept = tab(page, /^Failing visits/);
      assert.equal(await kept.getAttribute('aria-current'), 'true');
      await page.waitForURL((url) => url.searchParams.has('view'));
      await tab(page, /^Failing visits 1$/).waitFor();

      await tab(page, /^All/).click();
      await page.waitForURL((url) => !url.searchParams.has('threadId'));
      await kept.click();
      await page.waitForURL((url) => url.searchParams.get('threadId') === THREAD);

      await page.getByRole('button', { name: 'Remove the filter Status' }).click();
      await views(page).getByRole('img', { name: 'changed since it was saved' }).waitFor();
      await save(page).click();
      await page.getByRole('button', { name: 'Save changes to “Failing visits”' }).click();
      await tab(page, /^Failing visits 2$/).waitFor();
      assert.equal(
        await views(page)
          .getByRole('img', { name: /changed/ })
          .count(),
        0,
      );
    });
  });

  test('a view is renamed, shared, and deleted, and a link to it says what it shows', async () => {
    await withPage(async (page) => {
      await page.goto(`${path}&sort=durationMs`);
      await keep(page, 'Shortest first', { shared: true });
      await views(page).getByRole('img', { name: 'shared with the project' }).first().waitFor();
      await page.waitForURL((url) => url.searchParams.has('view'));
      const id = parameter(page, 'view');

      await page.getByRole('button', { name: /^View Shortest first/ }).click();
      const menu = page.getByRole('dialog', { name: /^View Shortest first/ });
      await menu.getByLabel('Name').fill('Quickest');
      await menu.getByRole('button', { name: 'Apply' }).click();
      await tab(page, /^Quickest/).waitFor();

      await page.goto(`/executions?project=default&threadId=${THREAD}&view=${id}`);
      assert.equal(await tab(page, /^Quickest/).getAttribute('aria-current'), 'true');
      await views(page).getByRole('img', { name: 'changed since it was saved' }).waitFor();

      await page.getByRole('button', { name: /^View Quickest/ }).click();
      await page.getByRole('button', { name: 'Delete the view' }).click();
      await page.getByRole('button', { name: /^Sure/ }).click();
      await tab(page, /^Quickest/).waitFor({ state: 'detached' });
      assert.equal(parameter(page, 'view'), null);
    });
  });

  test('a viewer keeps filters, and only looks at those of the project', async () => {
    await withPage(async (page) => {
      await page.goto(`${path}&sort=-cost`);
      await keep(page, 'Of the project', { shared: true });
    });
    const link = await invite('keeper@example.com', 'Viewer');
    await withPage(
      async (page) => {
        await accept(page, link);
        await page.goto(path);
        await save(page).click();
        const form = page.getByRole('dialog', { name: 'Save view' });
        await form.getByLabel('Name').fill('My own');
        assert.equal(await form.getByRole('checkbox').count(), 0);
        await form.getByRole('button', { name: 'Save', exact: true }).click();
        await tab(page, 'My own').waitFor();

        await tab(page, /^Of the project/).click();
        await page.getByRole('button', { name: /^View Of the project/ }).click();
        const menu = page.getByRole('dialog', { name: /^View Of the project/ });
        await menu.getByRole('button', { name: 'Copy a link to it' }).waitFor();
        assert.equal(await menu.getByRole('button').count(), 1);
      },
      { signedIn: false },
    );
  });

  test('a name that is taken is refused in words, and nothing is lost', async () => {
    await withPage(async (page) => {
      await page.goto(`/executions?project=default&threadId=${THREAD}&status=success`);
      await keep(page, 'Twice');
      await page.goto(`/executions?project=default&threadId=${THREAD}&status=running`);
      await save(page).click();
      const form = page.getByRole('dialog', { name: 'Save view' });
      await form.getByLabel('Name').fill('Twice');
      await form.getByRole('button', { name: 'Save', exact: true }).click();
      await form.getByRole('alert').waitFor();
      assert.equal(await form.getByLabel('Name').inputValue(), 'Twice');
    });
  });
});
