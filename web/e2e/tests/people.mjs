import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withPage } from '../support/browser.mjs';
import { accept, invite, PASSWORD, signIn, statusOf } from '../support/people.mjs';

const ADMIN = '/api/v1/admin/projects/default';
const stranger = { signedIn: false };
const navigation = (page) => page.getByRole('navigation', { name: 'Settings' });

describe('people', () => {
  test('an invited viewer sees the data, and of the settings only what is theirs', async () => {
    const link = await invite('viewer@example.com', 'Viewer');
    await withPage(async (page) => {
      await page.goto(link);
      await page.getByText('You are invited to the project “default” as viewer.').waitFor();
      await page.getByLabel('Choose a password').fill('short');
      await page.getByRole('button', { name: 'Join default' }).click();
      await page.getByRole('alert').waitFor();
      await accept(page, link);
      await page.getByLabel('Executions', { exact: true }).click();
      await page.getByRole('grid', { name: 'Executions' }).waitFor();

      await page.getByRole('link', { name: 'Settings' }).click();
      await navigation(page).getByRole('link', { name: 'Profile' }).waitFor();
      for (const name of ['API keys', 'Members', 'Privacy', 'Jobs', 'People', 'Audit trail']) {
        assert.equal(await navigation(page).getByRole('link', { name }).count(), 0, name);
      }
      await page.goto('/settings/keys?project=default');
      await page.getByRole('heading', { name: 'You may not see this page' }).waitFor();
      assert.equal(await statusOf(page, `${ADMIN}/keys`), 403);
      assert.equal(await statusOf(page, `${ADMIN}/members`), 403);
      assert.equal(await statusOf(page, '/api/v1/scheduler/jobs'), 403);
      assert.equal(await statusOf(page, '/api/v1/audit?project=default'), 403);
    }, stranger);
  });

  test('an invitation works once', async () => {
    const link = await invite('once@example.com', 'Editor');
    await withPage((page) => accept(page, link), stranger);
    await withPage(async (page) => {
      await page.goto(link);
      await page.getByRole('heading', { name: 'This invitation is not valid' }).waitFor();
    }, stranger);
  });

  test('a role that is changed changes what the person may, without signing in again', async () => {
    const link = await invite('rising@example.com', 'Viewer');
    await withPage(async (theirs) => {
      await accept(theirs, link);
      await withPage(async (page) => {
        await page.goto('/settings/members?project=default');
        await page.getByLabel('Role of rising@example.com').selectOption('Admin');
        await page.getByRole('status').filter({ hasText: 'is admin now' }).waitFor();
      });
      await theirs.goto('/settings/keys?project=default');
      await theirs.getByRole('button', { name: 'New key' }).waitFor();
      assert.equal(await navigation(theirs).getByRole('link', { name: 'Jobs' }).count(), 0);
    }, stranger);
  });

  test('a new password ends the person’s other sessions', async () => {
    const link = await invite('changing@example.com', 'Viewer');
    await withPage(async (here) => {
      await accept(here, link);
      await withPage(async (elsewhere) => {
        await signIn(elsewhere, 'changing@example.com');
        await here.goto('/settings/profile?project=default');
        const sessions = here.getByRole('table', { name: 'Sessions' });
        await sessions.getByText('this one').waitFor();
        assert.equal(await sessions.getByRole('row').count(), 3);

        await here.getByLabel('Current password').fill('not this one');
        await here.getByLabel('New password').fill('quite another secret');
        await here.getByRole('button', { name: 'Change password' }).click();
        await here.getByText('That is not the password.').waitFor();
        await here.getByLabel('Current password').fill(PASSWORD);
        await here.getByRole('button', { name: 'Change password' }).click();
        await here.getByRole('status').filter({ hasText: 'Your password is changed' }).waitFor();

        await elsewhere.reload();
        await elsewhere.getByRole('heading', { name: 'Sign in to Farol' }).waitFor();
        await signIn(elsewhere, 'changing@example.com', 'quite another secret');
        // A session is ended from the other one, too.
        await here.reload();
        await here.getByRole('button', { name: /^End the session/ }).click();
        await here.getByRole('status').filter({ hasText: 'The session is ended' }).waitFor();
        await elsewhere.reload();
        await elsewhere.getByRole('heading', { name: 'Sign in to Farol' }).waitFor();
      }, stranger);
    }, stranger);
  });

  test('signing in leads to the page that was asked for', async () => {
    await withPage(async (page) => {
      await page.goto('/logs?project=default&level=error');
      await page.getByLabel('E-mail').fill('viewer@example.com');
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: 'Logs' }).waitFor();
      assert.match(page.url(), /\/logs\?.*level=error/);
    }, stranger);
  });

  test('the audit trail tells who did it, with the difference, and exports it', async () => {
    await withPage(async (page) => {
      await page.goto('/settings/audit?project=default&range=1h');
      const list = page.getByRole('list', { name: 'Entries of the audit trail' });
      await page.getByLabel('Action').selectOption('Members');
      const row = list.getByRole('button', { name: /Role changed.*rising@example.com/ });
      await row.click();
      const change = list.getByRole('row', { name: /^role/ });
      await change.getByText('viewer', { exact: true }).waitFor();
      await change.getByText('admin', { exact: true }).waitFor();
      assert.match(page.url(), /action=member/);
      assert.equal(await list.getByText('Key created').count(), 0);

      const address = await page.getByRole('link', { name: 'Export CSV' }).getAttribute('href');
      const text = await page.evaluate(async (path) => {
        const answer = await fetch(path, { signal: AbortSignal.timeout(10_000) });
        return answer.text();
      }, address);
      assert.match(text, /member\.changed/);
      assert.match(text, /rising@example\.com/);
      assert.doesNotMatch(text, /key\.created/);
    });
  });

  test('an owner makes a project, which others do not see', async () => {
    await withPage(async (page) => {
      await page.goto('/settings/project?project=default');
      await page.getByRole('button', { name: 'New project' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Name').fill('default');
      await dialog.getByRole('button', { name: 'Create project' }).click();
      await dialog.getByText('There is a project of this name already.').waitFor();
      await dialog.getByLabel('Name').fill('made-here');
      await dialog.getByRole('button', { name: 'Create project' }).click();
      await page.getByRole('heading', { name: 'Send the first span' }).waitFor();
      assert.match(page.url(), /project=made-here/);
    });
    await withPage(async (page) => {
      await signIn(page, 'viewer@example.com');
      await page.goto('/executions?project=made-here');
      await page.getByRole('heading', { name: 'No such project' }).waitFor();
      assert.equal(await statusOf(page, `/api/v1/observability/executions?project=made-here`), 404);
      await page.getByRole('link', { name: 'default' }).click();
      await page.getByRole('button', { name: 'Project default' }).waitFor();
    }, stranger);
  });

  test('who is removed from their only project is told what to do', async () => {
    const link = await invite('leaving@example.com', 'Viewer');
    await withPage(async (theirs) => {
      await accept(theirs, link);
      await withPage(async (page) => {
        await page.goto('/settings/members?project=default');
        await page.getByRole('button', { name: 'Remove leaving@example.com' }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
        await page.getByRole('status').filter({ hasText: 'is no member any more' }).waitFor();
      });
      await theirs.reload();
      await theirs.getByRole('heading', { name: 'No project yet' }).waitFor();
      await theirs.getByText('leaving@example.com').waitFor();
    }, stranger);
  });

  test('the last owner stays one', async () => {
    await withPage(async (page) => {
      await page.goto('/settings/people?project=default');
      const own = page.getByRole('row').filter({ hasText: 'you' }).first();
      await own.getByRole('button', { name: /^Actions for/ }).click();
      await page.getByRole('button', { name: 'Take ownership away' }).click();
      const dialog = page.getByRole('dialog', { name: 'Take ownership away?' });
      await dialog.getByRole('button', { name: 'Take away' }).click();
      await dialog.getByRole('alert').waitFor();
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await own.getByText('Owner').waitFor();
    });
  });
});
