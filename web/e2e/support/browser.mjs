// One browser, one session, for all tests; every page is watched for what must never happen.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import * as environment from './environment.mjs';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-quic',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
];

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

let browser;
let session;

export async function start() {
  const executablePath = environment.chromium;
  browser = await chromium.launch({ executablePath, args: ARGUMENTS });
}

export const stop = () => browser.close();

/** Keeps the cookies of a page that signed in, for the pages to come. */
export async function keepSession(page) {
  session = await page.context().storageState();
}

/**
 * Opens a page, signed in unless `signedIn` is false, and hands it to `use`. Fails on dialogs, on
 * errors of scripts, and on whatever the content security policy stopped.
 */
export async function withPage(use, options = {}) {
  const { signedIn = true, size = DESKTOP, theme = 'light', locale = 'en-GB' } = options;
  const context = await browser.newContext({
    viewport: size,
    colorScheme: theme,
    baseURL: environment.url,
    storageState: signedIn ? session : undefined,
    locale,
    timezoneId: 'America/Sao_Paulo',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const faults = watch(page);
  try {
    await use(page);
    assert.deepEqual(faults, []);
  } catch (error) {
    throw new Error(`${error.message}\n${await describe(page, faults)}`, { cause: error });
  } finally {
    await context.close();
  }
}

/** What was on the screen when a test failed. */
async function describe(page, faults) {
  const text = await page.evaluate(() => document.body.textContent).catch(() => '');
  return `On ${page.url()}, with faults ${JSON.stringify(faults)}:\n${text.slice(0, 1_500)}`;
}

function watch(page) {
  const faults = [];
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    // A refused request is for the page to explain, and for a test to ask about; so is a lost connection.
    const isAnswered = /^(Failed to load resource|WebSocket connection to )/.test(text);
    if (message.type() === 'error' && !isAnswered) faults.push(text);
  });
  return faults;
}
