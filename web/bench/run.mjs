// The portal against its budgets, printed as a table. Nothing is asserted: figures are the machine's.
//
//   FAROL_BIN=target/release/farol node web/bench/run.mjs
import { chromium } from 'playwright-core';
import { elements, longestTask, scriptBytes, timeToOpen } from './measure.mjs';
import { startServer } from './server.mjs';
import { print } from './table.mjs';
import { measureTrace } from './trace.mjs';

const [SMALL, LARGE] = [10_000, 100_000];
const EXECUTIONS = 300;
const BATCH = 10_000;

const binary = process.env.FAROL_BIN;
if (!binary) throw new Error('FAROL_BIN: the farol to measure');
const server = await startServer(binary, LARGE);
try {
  await measure();
} finally {
  await server.stop();
}

async function measure() {
  // The builders of the browser tests learn the server's address from the environment.
  process.env.FAROL_URL = server.url;
  process.env.FAROL_SIGN_IN = server.signIn;
  const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const traces = await send();
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      baseURL: server.url,
      locale: 'en-GB',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(server.signIn);
    await page.getByRole('heading', { level: 1 }).waitFor();
    print({
      list: await measureList(page),
      small: { size: SMALL, ...(await measureTrace(page, { ...traces.small, times: 5 })) },
      large: { size: LARGE, ...(await measureTrace(page, { ...traces.large, times: 3 })) },
    });
  } finally {
    await browser.close();
  }
}

/** A list to look at, and two large traces. */
async function send() {
  const { sendSpans } = await import('../e2e/support/otlp.mjs');
  const { largeTrace, supportCall } = await import('../e2e/support/traces.mjs');
  const calls = Array.from({ length: EXECUTIONS }, (_, index) =>
    supportCall({ ago: 60_000 + index * 10_000, broken: index % 9 === 0 }),
  );
  await sendSpans(calls.flatMap(({ spans }) => spans));
  const found = {};
  for (const [name, size] of [
    ['small', SMALL],
    ['large', LARGE],
  ]) {
    const { id, spans } = largeTrace(size);
    for (let from = 0; from < size; from += BATCH) await sendSpans(spans.slice(from, from + BATCH));
    found[name] = { id, size };
  }
  return found;
}

async function measureList(page) {
  const row = page.getByRole('grid', { name: 'Executions' }).getByRole('row').nth(1);
  const usable = await timeToOpen(page, '/executions?project=default', () => row.waitFor());
  const bytes = await scriptBytes(page);
  await row.click();
  const moving = await longestTask(page, async () => {
    for (let step = 0; step < 40; step += 1) await page.keyboard.press('j');
  });
  const typing = await longestTask(page, async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.type('support', { delay: 40 });
  });
  return { usable, bytes, moving, typing, elements: await elements(page) };
}
