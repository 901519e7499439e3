// Other people than the first: they come by invitation, each in a browser context of their own.
import assert from 'node:assert/strict';
import { withPage } from './browser.mjs';

export const PASSWORD = 'a long enough secret';

/** Has the person who is signed in invite somebody, and tells the link. */
export async function invite(email, role, project = 'default') {
  let link;
  await withPage(async (page) => {
    await page.goto(`/settings/members?project=${project}`);
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('E-mail').fill(email);
    await dialog.getByRole('radio', { name: role }).check();
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    link = await page.getByRole('textbox', { name: 'Invitation link' }).inputValue();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('cell', { name: email, exact: true }).waitFor();
  });
  assert.match(link, /\/invitation\?token=/);
  return link;
}

/** Opens an invitation as a newcomer who chooses a password. */
export async function accept(page, link) {
  await page.goto(link);
  await page.getByLabel('Choose a password').fill(PASSWORD);
  await page.getByRole('button', { name: /^Join / }).click();
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
}

export async function signIn(page, email, password = PASSWORD) {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
}

/** Asks the API from inside the page, with its session; tells the status. */
export const statusOf = (page, path, method = 'GET') =>
  page.evaluate(async ([path, method]) => (await fetch(path, { method })).status, [path, method]);
