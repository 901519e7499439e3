import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withPage } from '../support/browser.mjs';
import { attribute, sendLogs, sendSpans } from '../support/otlp.mjs';
import { openExecution, panel, rows, tree } from '../support/pages.mjs';
import { supportCall } from '../support/traces.mjs';

const call = supportCall();

describe('one execution', () => {
  test('a trace shows its rows, and a span opens by keyboard', async () => {
    await sendSpans(call.spans);
    await withPage(async (page) => {
      await openExecution(page, call.id);
      assert.equal(await rows(page).count(), call.spans.length);
      await tree(page).focus();
      for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
      await panel(page).getByText('My line is down again').waitFor();
      await panel(page).getByText('A technician comes tomorrow.').waitFor();
      await panel(page).getByText('1,800').waitFor();
      await page.waitForURL(/span=0000000000000003/);
      await page.keyboard.press('Escape');
      await panel(page).waitFor({ state: 'detached' });
    });
  });

  test('the address leads to the open span, with its error', async () => {
    await withPage(async (page) => {
      await page.goto(`/executions/${call.id}?project=default&span=0000000000000006`);
      await panel(page).getByText('UpstreamError').waitFor();
      await panel(page).getByText('Traceback').waitFor();
      await panel(page).getByRole('tab', { name: 'Attributes' }).click();
      await panel(page).getByText('gen_ai.tool.name').waitFor();
      await page.waitForURL(/pane=attributes/);
      await page.reload();
      await panel(page).getByText('gen_ai.tool.name').waitFor();
    });
  });

  test('branches close, levels close, types filter, text is found', async () => {
    await withPage(async (page) => {
      await openExecution(page, call.id);
      await tree(page).focus();
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowLeft');
      assert.equal(await rows(page).count(), 1);
      await page.keyboard.press('ArrowRight');
      assert.equal(await rows(page).count(), call.spans.length);

      await page.getByRole('button', { name: 'Fewer levels' }).click();
      assert.equal(await rows(page).count(), call.spans.length - 1);
      await page.getByRole('button', { name: 'More levels' }).click();

      await page.getByRole('button', { name: 'Filter by type' }).click();
      await page.getByRole('checkbox', { name: /LLM call/ }).click();
      await page.keyboard.press('Escape');
      assert.equal(await rows(page).count(), 5);
      await page.getByRole('button', { name: 'LLM call' }).click();
      await page.getByRole('button', { name: 'All types' }).click();
      await page.keyboard.press('Escape');

      await page.keyboard.press('/');
      await page.keyboard.type('gpt-4o');
      await page.getByText('0 of 2').waitFor();
      await page.keyboard.press('Enter');
      await page.getByText('1 of 2').waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('n');
      await page.getByText('2 of 2').waitFor();
      await page.keyboard.press('e');
      const selected = page.locator('[role=treeitem][aria-selected=true]');
      assert.match(await selected.textContent(), /support-agent|tickets/);
    });
  });

  test('dragging over the axis zooms, Escape shows all again', async () => {
    await withPage(async (page) => {
      await openExecution(page, call.id);
      const axis = await page.getByTitle('Drag to zoom').boundingBox();
      const y = axis.y + 10;
      await page.mouse.move(axis.x + axis.width * 0.2, y);
      await page.mouse.down();
      await page.mouse.move(axis.x + axis.width * 0.5, y, { steps: 4 });
      await page.mouse.up();
      await page.getByRole('button', { name: 'Reset zoom' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Reset zoom' }).waitFor({ state: 'detached' });
    });
  });

  test('the wheel zooms, the map moves, and the address keeps it all', async () => {
    await withPage(async (page) => {
      await openExecution(page, call.id);
      const bar = await rows(page).nth(3).boundingBox();
      await page.mouse.move(bar.x + bar.width * 0.7, bar.y + 10);
      await page.keyboard.down('Control');
      await page.mouse.wheel(0, -400);
      await page.keyboard.up('Control');
      await page.getByRole('button', { name: 'Reset zoom' }).waitFor();
      await page.waitForURL(/zoom=[\d.]+-[\d.]+/);
      const before = new URL(page.url()).searchParams.get('zoom');
      await tree(page).focus();
      await page.keyboard.press('Shift+ArrowRight');
      await page.waitForURL((url) => url.searchParams.get('zoom') !== before);
      await page.getByRole('button', { name: 'Fewer levels' }).click();
      await page.keyboard.press('s');
      await page.keyboard.press('/');
      await page.keyboard.type('chat');
      await page.waitForURL(/find=chat/);
      await page.waitForURL(/sort=duration/);
      await page.waitForURL(/level=3/);
      await page.reload();
      await rows(page).first().waitFor();
      assert.equal(await rows(page).count(), call.spans.length - 1);
      await page.getByRole('button', { name: 'Duration', pressed: true }).waitFor();
      await page.getByRole('button', { name: 'Reset zoom' }).waitFor();
      assert.equal(
        await page.getByRole('searchbox', { name: 'Find in trace' }).inputValue(),
        'chat',
      );
    });
  });

  test('payloads are searched when asked to, by word and by attribute', async () => {
    await withPage(async (page) => {
      await openExecution(page, call.id);
      await page.keyboard.press('/');
      await page.keyboard.type('technician comes');
      await page.getByText('no match').waitFor();
      await page.getByRole('button', { name: 'Search payloads' }).click();
      await page.getByText('0 of 2').waitFor();
      await page.waitForURL(/within=payloads/);
      await page.reload();
      await page.getByText('0 of 2').waitFor();
      await page.getByRole('searchbox', { name: 'Find in trace' }).fill('gen_ai.tool.name=visit');
      await page.getByText('0 of 1').waitFor();
      await page.getByRole('searchbox', { name: 'Find in trace' }).press('Enter');
      const selected = page.locator('[role=treeitem][aria-selected=true]');
      await selected.getByText('schedule_visit').waitFor();
    });
  });

  test('statistics sum up, and lead to the longest span', async () => {
    await withPage(async (page) => {
      await openExecution(page, call.id);
      await page.keyboard.press('i');
      const statistics = page.getByRole('complementary', { name: 'Statistics' });
      await statistics.getByText('77.8 %').waitFor();
      await page.waitForURL(/pane=statistics/);
      await statistics.getByRole('button', { name: /invoke_agent/ }).click();
      await panel(page).getByText('UpstreamError').waitFor();
    });
  });

  test('its JSON has everything, and is searched', async () => {
    await withPage(async (page) => {
      await page.goto(`/executions/${call.id}?project=default&tab=json`);
      const json = page.getByRole('region', { name: 'The execution as JSON' });
      await json.waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('file "x.py"');
      await page.getByText('1 of 4').waitFor();
      await json.getByText('Traceback').first().waitFor();
      await page.keyboard.press('Enter');
      await page.getByText('2 of 4').waitFor();
    });
  });

  test('all of it goes to the clipboard', async () => {
    await withPage(async (page) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await openExecution(page, call.id);
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('button', { name: 'Copy the trace as JSON' }).click();
      await page.getByText('Copied').waitFor();
      const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
      assert.equal(copied.execution.traceId, call.id);
      assert.match(JSON.stringify(copied.traces), /A technician comes tomorrow/);
    });
  });

  test('its log lines are beside it, and in the list of all', async () => {
    const body = `line of ${call.id}`;
    await sendLogs([
      {
        timeUnixNano: String(call.start),
        severityNumber: 13,
        severityText: 'WARN',
        body: { stringValue: body },
        traceId: call.id,
        spanId: '0000000000000006',
        attributes: [attribute('queue', 'n2')],
      },
    ]);
    await withPage(async (page) => {
      await page.goto(`/executions/${call.id}?project=default&tab=logs`);
      await page.getByRole('button', { name: new RegExp(body) }).click();
      await page.getByText('queue', { exact: true }).waitFor();
      await page.goto(`/logs?project=default&level=warn&traceId=${call.id}`);
      await page.getByRole('button', { name: new RegExp(body) }).click();
      await page.getByRole('link', { name: 'Open execution' }).click();
      await panel(page).getByText('get_open_tickets').first().waitFor();
    });
  });

  test('an id that is none is explained', async () => {
    await withPage(async (page) => {
      await page.goto('/executions/ffffffffffffffffffffffffffffffff?project=default');
      await page.getByText('There is no such execution').waitFor();
    });
  });
});
