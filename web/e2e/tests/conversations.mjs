import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { PHONE, withPage } from '../support/browser.mjs';
import { recordedTurn, toldTurn } from '../support/conversations.mjs';
import { sendSpans } from '../support/otlp.mjs';
import { chat, executionPath, rows } from '../support/pages.mjs';

const THREAD = 'wa/5511 998?#';
const markdown =
  'Three things:\n\n- **Signal:** `−29.4 dBm`\n- <img src=x onerror=alert(1)>\n- [go](javascript:alert(1))';
const first = recordedTurn(
  THREAD,
  [
    ['user', 'My line is down again'],
    ['assistant', markdown, { confidence: 0.91 }],
    [
      'assistant',
      {
        type: 'buttons',
        text: 'Shall I send somebody?',
        items: [{ id: 'y', label: 'Yes, today' }],
      },
    ],
    ['assistant', { type: 'line_reset', attempts: 1 }],
  ],
  { ago: 600_000, broken: true },
);
const second = recordedTurn(THREAD, [
  ['user', 'Yes, today'],
  ['assistant', 'Done. See you!'],
]);
const told = toldTurn('wa-told');

describe('conversations', () => {
  before(async () => {
    for (const { spans } of [first, second, told]) await sendSpans(spans);
  });

  test('an execution with messages opens as a chat, and a bubble shows its trace', async () => {
    await withPage(async (page) => {
      await page.goto(`/executions/${first.id}?project=default`);
      await page.getByRole('article').first().waitFor();
      assert.equal(await page.getByRole('article').count(), 4);
      const answer = page.getByRole('article').nth(1);
      assert.equal(await answer.locator('strong').textContent(), 'Signal:');
      assert.equal(await answer.locator('img, script').count(), 0, 'HTML is text');
      assert.equal(await answer.locator('a').count(), 0, 'and scripts are no links');
      await answer.getByText('<img src=x').waitFor();
      await page.getByText('Yes, today').waitFor();
      await page.getByText('no view for this type').waitFor();

      await answer.getByText('Signal:').click();
      const turn = page.getByRole('complementary', { name: 'Trace of this message' });
      await turn.getByText('0.91').waitFor();
      assert.equal(await turn.locator('[aria-current]').count(), 1);
      await page.waitForURL(/message=/);
      await page.keyboard.press('j');
      await turn.getByText('structured').or(turn.getByText('characters')).first().waitFor();
      await page.keyboard.press('Escape');
      await turn.waitFor({ state: 'detached' });
      await answer.getByText('Signal:').click();
      await page.keyboard.press('t');
      await rows(page).first().waitFor();
      await page.waitForURL(/span=000000000000000b/);
    });
  });

  test('a text is found in what was said, and Enter goes on to the next', async () => {
    await withPage(async (page) => {
      await page.goto(`/executions/${first.id}?project=default`);
      await page.getByRole('article').first().waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('LINE');
      const box = page.getByRole('searchbox', { name: 'Find in conversation' });
      await page.getByText('1/2', { exact: true }).waitFor();
      const marked = await page.evaluate(() => [...CSS.highlights.get('found')].map(String));
      assert.deepEqual([...new Set(marked.map((each) => each.toLowerCase()))], ['line']);
      await box.press('Enter');
      await page.getByText('2/2', { exact: true }).waitFor();
      await box.press('Shift+Enter');
      await page.getByText('1/2', { exact: true }).waitFor();
      await box.fill('no such words');
      await page.getByText('nothing', { exact: true }).waitFor();
      await box.press('Escape');
      assert.equal(await box.inputValue(), '');
    });
  });

  test('calls of models stand in, each message once', async () => {
    await withPage(async (page) => {
      await page.goto(executionPath(told.id, 'conversation'));
      await page.getByText('Is my line down?').waitFor();
      assert.equal(await page.getByRole('article').count(), 2);
      const tool = page.locator('details', { hasText: 'get_line_status' });
      await tool.locator('summary').click();
      await tool.locator('section').getByText('signal_dbm').waitFor();
      await page.locator('details', { hasText: 'Be kind and brief.' }).waitFor();
      const facts = page.getByRole('main').locator('dl').first();
      for (const fact of ['gpt-4o', '$0.1186', 'wa-told', '3,600'])
        assert.ok((await facts.textContent()).includes(fact), fact);
    });
  });

  test('the whole thread stands in one conversation, with its executions marked', async () => {
    await withPage(async (page) => {
      await page.goto(executionPath(second.id, 'conversation'));
      await page.getByText('Done. See you!').waitFor();
      await page.getByRole('button', { name: 'Whole thread' }).click();
      await page.getByText('My line is down again').waitFor();
      await chat(page).getByRole('link', { name: first.id }).waitFor();
    });
  });

  test('threads are listed with their latest messages, and open beside the list', async () => {
    await withPage(async (page) => {
      await page.goto('/threads?project=default');
      const grid = page.getByRole('grid', { name: 'Threads' });
      const row = grid.getByRole('row', { name: /Rafael Teles/ });
      await row.getByText('Done. See you!').waitFor();
      await row.getByText('2 exec').waitFor();
      await row.getByRole('button').click();
      const thread = page.getByRole('region', { name: 'Thread', exact: true });
      await thread.getByText('My line is down again').waitFor();
      assert.equal(new URL(page.url()).searchParams.get('thread'), THREAD);
      await thread.getByText('Done. See you!').click();
      await page.waitForURL(new RegExp(`/executions/${second.id}.*message=`));
      await page.goBack();
      await thread.getByText('My line is down again').waitFor();
      await page.keyboard.press('Escape');
      await thread.waitFor({ state: 'detached' });

      await page.keyboard.press('/');
      await page.keyboard.type('no such words');
      await page.getByText('No thread matches').waitFor();
      await page.getByRole('button', { name: 'Clear the filters' }).click();
      await row.waitFor();
      await page.goto('/threads?project=default&thread=never-was');
      await page.getByText('There is no such thread').waitFor();
    });
  });

  test('on a phone a thread opens over the list', async () => {
    await withPage(
      async (page) => {
        await page.goto('/threads?project=default');
        await page.getByRole('button', { name: 'Rafael Teles' }).click();
        await page.getByText('My line is down again').waitFor();
        assert.equal(await page.getByRole('grid').count(), 0);
        await page.getByRole('button', { name: 'Back to the list' }).click();
        await page.getByRole('grid', { name: 'Threads' }).waitFor();
      },
      { size: PHONE },
    );
  });
});
