// New data shows up by itself, over a connection whose loss is seen.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { withPage } from '../support/browser.mjs';
import { recordedTurn } from '../support/conversations.mjs';
import { sendNodes, sendSpans } from '../support/otlp.mjs';
import { executionPath, list, rows } from '../support/pages.mjs';
import { supportCall } from '../support/traces.mjs';

/** A run that is under way: a root and its first step. */
function running() {
  const executionId = randomUUID();
  const now = Date.now();
  const step = (id, more) => ({ id: `${executionId} ${id}`, executionId, name: id, ...more });
  const below = (id, more) => step(id, { parentId: `${executionId} root`, ...more });
  const root = step('root', {
    type: 'workflow_execution',
    name: 'nightly sync',
    status: 'running',
    startTime: now - 4_000,
  });
  return {
    executionId,
    root,
    below,
    first: [root, below('fetch', { startTime: now - 3_900, durationMs: 900 })],
    end: [
      below('write', { startTime: now - 2_000, durationMs: 1_500, output: { written: 12 } }),
      { ...root, status: 'success', endTime: now },
    ],
  };
}

/** Lets a page's connection through, until it is cut, and again when it is restored. */
async function between(page) {
  const open = new Set();
  let cut = false;
  await page.routeWebSocket(/\/ws\/live/, (socket) => {
    if (cut) return socket.close({ code: 1011 });
    open.add(socket);
    socket.onClose(() => open.delete(socket));
    socket.connectToServer();
  });
  return {
    cut() {
      cut = true;
      for (const socket of open) socket.close({ code: 1011 });
    },
    restore() {
      cut = false;
    },
  };
}

/** The page hears of what happens. */
const heard = (page, path) =>
  Promise.all([
    page
      .waitForEvent('websocket', (socket) => socket.url().includes('/ws/live'))
      .then((socket) =>
        socket.waitForEvent('framereceived', ({ payload }) => /"hello"/.test(payload)),
      ),
    page.goto(path),
  ]);

describe('live', () => {
  test('a new execution is told by the connection, and waits without a reload', async () => {
    await withPage(async (page) => {
      await heard(page, '/executions?project=default');
      await list(page).getByRole('link').first().waitFor();
      await page.getByRole('button', { name: 'Live', pressed: true }).waitFor();
      const call = supportCall({ ago: 100, conversation: 'wa-told-live' });
      await sendSpans(call.spans);
      const pill = page.getByRole('button', { name: /^Show \d+ new execution/ });
      await pill.click();
      await list(page).locator(`a[href*="${call.id}"]`).waitFor();
    });
  });

  test('a running execution fills in while one watches', async () => {
    const run = running();
    await sendNodes(run.first);
    await withPage(async (page) => {
      await heard(page, executionPath(run.executionId));
      await rows(page).getByText('fetch').waitFor();
      assert.equal(await rows(page).count(), 2);
      const heading = page.getByRole('heading', { level: 1 });
      await heading.getByText('running').waitFor();
      await sendNodes([run.below('write', { status: 'running', startTime: Date.now() - 2_000 })]);
      await rows(page).getByText('write').waitFor();
      await sendNodes(run.end);
      await heading.getByText('success').waitFor();
    });
  });

  test('a comparison fills in while one of its sides runs', async () => {
    const call = supportCall({ ago: 20_000, conversation: 'wa-beside' });
    const run = running();
    await sendSpans(call.spans);
    await sendNodes(run.first);
    await withPage(async (page) => {
      await heard(page, `/compare?project=default&left=${call.id}&right=${run.executionId}`);
      const row = (name) => page.getByRole('grid').getByRole('row', { name });
      await row(/fetch/).waitFor();
      await sendNodes(run.end);
      await row(/write/).waitFor();
      const right = page.getByRole('region', { name: 'Right' });
      await right.getByText('success').waitFor();
    });
  });

  test('what is said shows in the open thread and in the list of threads', async () => {
    const thread = `wa-${randomUUID()}`;
    await sendSpans(recordedTurn(thread, [['user', 'Is anybody there?']]).spans);
    await withPage(async (page) => {
      await heard(page, `/threads?project=default&thread=${thread}`);
      const open = page.getByRole('region', { name: 'Thread', exact: true });
      await open.getByText('Is anybody there?').waitFor();
      const answer = [['assistant', 'I am. What can I do for you?']];
      await sendSpans(recordedTurn(thread, answer, { ago: 1_000 }).spans);
      await open.getByText('I am. What can I do for you?').waitFor();
      const grid = page.getByRole('grid', { name: 'Threads' });
      await grid.getByText('I am. What can I do for you?').first().waitFor();
    });
  });

  test('a lost connection is seen, new data comes all the same, and it recovers', async () => {
    await withPage(async (page) => {
      const way = await between(page);
      await page.goto('/executions?project=default');
      await list(page).getByRole('link').first().waitFor();
      const note = page.getByRole('status').filter({ hasText: 'Connection lost' });
      assert.equal(await note.count(), 0);
      way.cut();
      await note.waitFor();
      await page.getByRole('button', { name: 'Live: connection lost' }).waitFor();
      const call = supportCall({ ago: 100, conversation: 'wa-lost' });
      await sendSpans(call.spans);
      await page.getByRole('button', { name: /^Show \d+ new execution/ }).click();
      await list(page).locator(`a[href*="${call.id}"]`).waitFor();

      way.restore();
      await page.getByRole('button', { name: 'Try now' }).click();
      await page.getByText('Connected again').waitFor();
      await note.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Live', exact: true }).waitFor();
      // Without live there is nothing to lose.
      way.cut();
      await page.getByRole('button', { name: /^Live/ }).click();
      await page.getByRole('button', { name: 'Live', exact: true, pressed: false }).waitFor();
    });
  });
});
