import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { keepSession, withPage } from '../support/browser.mjs';
import { signInLink } from '../support/environment.mjs';
import { sendSpans } from '../support/otlp.mjs';
import { rows } from '../support/pages.mjs';
import { supportCall } from '../support/traces.mjs';

describe('signing in', () => {
  test('without a session every page asks to sign in', async () => {
    await withPage(
      async (page) => {
        await page.goto('/executions/0123?tab=logs');
        await page.getByRole('heading', { name: 'Sign in to Farol' }).waitFor();
        await page.getByText('one-time sign-in link').waitFor();
        await page.getByLabel('E-mail').fill('nobody@example.com');
        await page.getByLabel('Password').fill('wrong');
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByText('The e-mail address or the password is wrong.').waitFor();
      },
      { signedIn: false },
    );
  });

  test('the one-time link signs in, and an empty project shows how to send the first span', async () => {
    await withPage(
      async (page) => {
        await page.goto(signInLink);
        await page.getByRole('heading', { name: 'Send the first span' }).waitFor();
        await keepSession(page);
        await page.getByText('Listening for the first span').waitFor();
        await page.getByText('not needed from this machine').waitFor();
        await page.getByRole('button', { name: 'Make a key' }).click();
        await page.getByText('may send · shown only now').waitFor();
        await page.getByText(/OTEL_EXPORTER_OTLP_HEADERS=.*fk_/).waitFor();

        const call = supportCall();
        await sendSpans(call.spans);
        await page.getByText('First span received').waitFor();
        await page.getByRole('link', { name: 'Open execution' }).click();
        await page.getByRole('tab', { name: /^Trace/ }).click();
        await rows(page).first().waitFor();
        assert.match(page.url(), new RegExp(call.id));
      },
      { signedIn: false },
    );
  });

  test('the link works once, and says so the second time', async () => {
    await withPage(
      async (page) => {
        await page.goto(signInLink);
        await page.getByText('That sign-in link was used already').waitFor();
        assert.equal(new URL(page.url()).pathname, '/sign-in');
      },
      { signedIn: false },
    );
  });
});
