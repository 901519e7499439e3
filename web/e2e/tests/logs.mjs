import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, test } from 'node:test';
import { PHONE, withPage } from '../support/browser.mjs';
import { attribute, sendLogs, sendSpans } from '../support/otlp.mjs';
import { panel } from '../support/pages.mjs';
import { supportCall } from '../support/traces.mjs';

const call = supportCall({ ago: 60_000, conversation: 'wa-logs' });
const SEVERITY = { debug: 5, info: 9, warn: 13, error: 17 };

/** A record, `ago` milliseconds before now. */
const record = (level, body, attributes = {}, { ago = 1_000, ...more } = {}) => ({
  timeUnixNano: String(BigInt(Date.now() - ago) * 1_000_000n),
  severityNumber: SEVERITY[level],
  body: { stringValue: body },
  attributes: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
  ...more,
});

const lines = (page) => page.getByRole('region', { name: 'Log lines' });
const line = (page, text) => lines(page).getByRole('button', { name: text });
const fields = (page) => page.getByRole('complementary', { name: 'Fields' });
const box = (page) => page.getByRole('combobox', { name: 'Search log lines' });
const path = (query = '') => `/logs?project=default&range=1h${query}`;
const scene = (name) => path(`&attr.scene=${name}`);

describe('logs', () => {
  before(async () => {
    await sendSpans(call.spans);
    const facets = { scene: 'facets', tenant: 'telenorte' };
    await sendLogs(
      [
        record('info', 'transfer accepted by the desk', { ...facets, event: 'accepted' }),
        record('error', 'Transfer failed: 486 Busy Here', { ...facets, event: 'failed' }),
        record('debug', 'still alive', { scene: 'facets', tenant: 'fibra', event: 'heartbeat' }),
        record('warn', 'late', { scene: 'zoom' }, { ago: 60_000 }),
        record('info', 'early', { scene: 'zoom' }, { ago: 3_000_000 }),
        ...[-2, -1, 0, 1, 2].map((offset) =>
          record(
            offset === 0 ? 'error' : 'info',
            `call step ${offset}`,
            { scene: 'around', call_id: 'c-around', step: offset },
            { ago: 58_000 - offset * 10, traceId: call.id, spanId: '0000000000000006' },
          ),
        ),
      ],
      'sip-trunk',
    );
  });

  test('fields filter and exclude, and stand in the address', async () => {
    await withPage(async (page) => {
      await page.goto(scene('facets'));
      await line(page, 'still alive').waitFor();
      await fields(page).getByRole('button', { name: 'Only event failed' }).click();
      await page.waitForURL(/attr.event=failed/);
      await line(page, 'still alive').waitFor({ state: 'detached' });
      await line(page, '486 Busy').waitFor();
      // Other values keep their counts, so that one sees what else there is.
      await fields(page)
        .getByRole('button', { name: 'Only event accepted' })
        .getByText('1')
        .waitFor();
      await page.goBack();
      await line(page, 'still alive').waitFor();

      await fields(page).getByRole('button', { name: 'Without event heartbeat' }).click();
      await page.waitForURL(/not.attr.event=heartbeat/);
      await line(page, 'still alive').waitFor({ state: 'detached' });
      await line(page, '486 Busy').waitFor();
      assert.equal(await lines(page).getByRole('button').count(), 2);
      await page.getByRole('button', { name: 'Remove the condition event ≠ heartbeat' }).click();
      await line(page, 'still alive').waitFor();
      await fields(page)
        .getByRole('button', { name: 'Only level debug' })
        .click({ modifiers: ['Alt'] });
      await page.waitForURL(/not.level=debug/);
      await line(page, 'still alive').waitFor({ state: 'detached' });
    });
  });

  test('what is searched for is marked; a typed condition becomes a chip', async () => {
    await withPage(async (page) => {
      await page.goto(scene('facets'));
      await line(page, 'still alive').waitFor();
      await page.keyboard.press('/');
      await box(page).pressSequentially('tenant=telenorte -event:accepted TRANSFER');
      await page.waitForURL(/search=TRANSFER/);
      await line(page, '486 Busy').waitFor();
      await line(page, 'accepted by').waitFor({ state: 'detached' });
      assert.equal(await lines(page).locator('mark').first().textContent(), 'Transfer');
      assert.match(page.url(), /attr.tenant=telenorte.*not.attr.event=accepted/);
      await box(page).fill('');
      await page.keyboard.press('Backspace');
      await line(page, 'accepted by').waitFor();
      await page
        .getByRole('button', { name: 'Turn the condition round: tenant = telenorte' })
        .click();
      await line(page, 'still alive').waitFor();
    });
  });

  test('suggests fields and their values', async () => {
    await withPage(async (page) => {
      await page.goto(scene('facets'));
      await line(page, 'still alive').waitFor();
      await fields(page).getByRole('button', { name: 'Only event failed' }).waitFor();
      await box(page).pressSequentially('ev');
      await page.getByRole('option', { name: 'event=' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('option', { name: /^heartbeat/ }).click();
      await page.waitForURL(/attr.event=heartbeat/);
      await line(page, '486 Busy').waitFor({ state: 'detached' });
    });
  });

  test('dragging over the histogram goes into that time, and back leads out', async () => {
    await withPage(async (page) => {
      await page.goto(scene('zoom'));
      await line(page, 'early').waitFor();
      const plot = page.getByRole('slider', { name: 'Lines over time, by level' });
      const { x, y, width, height } = await plot.boundingBox();
      await page.mouse.move(x + width * 0.7, y + height / 2);
      await page.mouse.down();
      await page.mouse.move(x + width * 0.8, y + height / 2, { steps: 4 });
      await page.mouse.move(x + width - 1, y + height / 2, { steps: 4 });
      await page.mouse.up();
      await page.waitForURL(/from=.*to=/);
      await line(page, 'late').waitFor();
      await line(page, 'early').waitFor({ state: 'detached' });
      await page.goBack();
      await line(page, 'early').waitFor();
      assert.match(page.url(), /range=1h/);

      await plot.focus();
      await page.keyboard.press('Home');
      await page.keyboard.press('Shift+ArrowRight');
      for (let step = 0; step < 40; step += 1) await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('Enter');
      await page.waitForURL(/from=.*to=/);
      await line(page, 'early').waitFor();
      await line(page, 'late').waitFor({ state: 'detached' });
    });
  });

  test('a line opens to its fields, its neighbours, its trace and its execution', async () => {
    await withPage(async (page) => {
      await page.goto(scene('around'));
      await line(page, 'call step 0').click();
      await page.waitForURL(/line=/);
      const around = page.getByRole('list', { name: 'Around this line' });
      await around.getByText('call step -2').waitFor();
      await around.getByText('+0.010 s').waitFor();
      await page.getByRole('link', { name: /get_open_tickets/ }).waitFor();
      await page.getByRole('link', { name: 'Open execution' }).click();
      await panel(page).getByText('get_open_tickets').first().waitFor();
      await page.goBack();
      await around.getByText('call step 2').waitFor();

      await page.getByRole('button', { name: 'Only lines with step 0' }).click();
      await page.waitForURL(/attr.step=0/);
      await line(page, 'call step 1').waitFor({ state: 'detached' });
    });
  });

  test('a link leads to a line, wherever it stands', async () => {
    await withPage(async (page) => {
      await page.goto(scene('around'));
      await line(page, 'call step 0').click();
      await page.waitForURL(/line=/);
      const id = new URL(page.url()).searchParams.get('line');
      await page.goto(`${scene('facets')}&line=${id}`);
      await page.getByText('The line of this link:').waitFor();
      await page.getByRole('button', { name: 'call step 0' }).waitFor();
    });
  });

  test('a tail shows lines as they come, and keeps them while it pauses', async () => {
    await withPage(async (page) => {
      await sendLogs([record('info', 'before the tail', { scene: 'tail' })]);
      await page.goto(scene('tail'));
      await line(page, 'before the tail').waitFor();
      await page.getByRole('button', { name: 'Live tail' }).click();
      await page.getByRole('status').getByText('following').waitFor();
      await sendLogs([record('warn', 'came while following', { scene: 'tail' }, { ago: 0 })]);
      await line(page, 'came while following').waitFor();

      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Pause' }).click();
      const more = ['one', 'two'].map((word) =>
        record('info', word, { scene: 'tail' }, { ago: 0 }),
      );
      await sendLogs(more);
      await page.getByRole('button', { name: 'Show 2 new lines' }).waitFor();
      assert.equal(await line(page, 'two').count(), 0);
      await page.getByRole('button', { name: 'Resume' }).click();
      await line(page, 'two').waitFor();
    });
  });

  test('a tail that is lost says so, and has all that came when it is back', async () => {
    await withPage(async (page) => {
      await sendLogs([record('info', 'before the loss', { scene: 'lost' })]);
      const tail = '**/logs/tail?*';
      await page.route(tail, (route) => route.abort());
      await page.goto(`${scene('lost')}&tail=on`);
      await line(page, 'before the loss').waitFor();
      const state = page.getByRole('group', { name: 'Live tail' }).getByRole('status');
      await state.getByText('connection lost, trying again').waitFor();
      await sendLogs([record('warn', 'while it was lost', { scene: 'lost' }, { ago: 0 })]);
      assert.equal(await line(page, 'while it was lost').count(), 0);
      await page.unroute(tail);
      await state.getByText('following').waitFor();
      await line(page, 'while it was lost').waitFor();
      await sendLogs([record('info', 'after the loss', { scene: 'lost' }, { ago: 0 })]);
      await line(page, 'after the loss').waitFor();
    });
  });

  test('lines that a tail dropped are loaded where they are missing', async () => {
    await withPage(async (page) => {
      await sendLogs([record('info', 'the last one told', { scene: 'gap' }, { ago: 9_000 })]);
      // A tail that leaves two lines out, and says nothing more after that.
      const told = (type, data) => `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
      let asked = 0;
      await page.route('**/logs/tail?*', async (route) => {
        asked += 1;
        if (asked > 1) return;
        const known = '/api/v1/observability/logs?project=default&attr.scene=gap';
        const [last] = (await (await page.request.get(known)).json()).items;
        const time = new Date(Date.now() - 3_000).toISOString();
        const next = { ...last, id: 'next', body: 'the next one told', timestamp: time };
        await route.fulfill({
          contentType: 'text/event-stream',
          body:
            told('message', last) +
            told('dropped', { count: 2, exact: true }) +
            told('message', next),
        });
      });
      await page.goto(`${scene('gap')}&tail=on`);
      await line(page, 'the next one told').waitFor();
      const gap = lines(page).getByRole('note');
      await gap.getByText(/^2 lines dropped here while tailing/).waitFor();
      const dropped = ['dropped one', 'dropped two'].map((body, index) =>
        record('info', body, { scene: 'gap' }, { ago: 6_000 - index }),
      );
      await sendLogs(dropped);
      await gap.getByRole('button', { name: 'load them' }).click();
      await line(page, 'dropped one').waitFor();
      await line(page, 'dropped two').waitFor();
      await gap.waitFor({ state: 'detached' });
    });
  });

  test('a part of the list that cannot be read is asked for again by hand', async () => {
    await sendLogs(
      Array.from({ length: 260 }, (_, index) =>
        record('info', `row ${index}.`, { scene: 'parts' }, { ago: 10_000 + index }),
      ),
    );
    await withPage(async (page) => {
      let refused = 0;
      await page.route('**/observability/logs?*cursor=*', (route) => {
        refused += 1;
        return route.fulfill({ status: 422, json: { title: 'Not now', status: 422 } });
      });
      await page.goto(scene('parts'));
      await line(page, 'row 0.').waitFor();
      await lines(page).focus();
      const foot = lines(page).getByRole('alert');
      await page.keyboard.press('End');
      await foot.waitFor();
      await page.keyboard.press('Home');
      await line(page, 'row 0.').waitFor();
      await page.keyboard.press('End');
      await foot.getByRole('button', { name: 'Try again' }).waitFor();
      assert.equal(refused, 1);
      await page.unroute('**/observability/logs?*cursor=*');
      await foot.getByRole('button', { name: 'Try again' }).click();
      await foot.waitFor({ state: 'detached' });
      await page.keyboard.press('End');
      await line(page, 'row 259.').waitFor();
    });
  });

  test('keys move, open, filter and lead to the execution', async () => {
    await withPage(async (page) => {
      await page.goto(scene('around'));
      await line(page, 'call step 2').waitFor();
      for (const key of ['j', 'j', 'k', 'Enter']) await page.keyboard.press(key);
      await page.getByRole('button', { name: 'call step 2', expanded: true }).waitFor();
      await page.getByRole('button', { name: 'Only lines with step 2' }).hover();
      await page.keyboard.press('x');
      await page.waitForURL(/not.attr.step=2/);
      await line(page, 'call step 2').waitFor({ state: 'detached' });
      await line(page, 'call step 1').waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('t');
      await panel(page).getByText('get_open_tickets').first().waitFor();
    });
  });

  test('attributes become columns that stay, and lines a file', async () => {
    await withPage(async (page) => {
      await page.goto(scene('around'));
      await line(page, 'call step 0').waitFor();
      await page.getByRole('button', { name: 'Columns' }).click();
      await page.getByRole('checkbox', { name: 'call_id' }).click();
      await page.keyboard.press('Escape');
      await page.reload();
      await page.getByRole('button', { name: 'Remove the column call_id' }).waitFor();

      await page.getByRole('button', { name: 'Export' }).click();
      const saved = page.waitForEvent('download');
      await page.getByRole('button', { name: 'CSV' }).click();
      const text = await readFile(await (await saved).path(), 'utf8');
      assert.ok(text.startsWith('\uFEFF'), 'marked as UTF-8');
      const rows = text.trim().split('\r\n');
      assert.equal(rows.length, 6);
      assert.match(rows[0], /^timestamp,level,service,logger,body,.*,call_id,attributes$/);
      assert.match(rows[1], /,info,sip-trunk,/);
      assert.match(rows[1], /,c-around,/);
      await page.getByText('5 lines exported').waitFor();
      await page.getByRole('button', { name: 'Remove the column call_id' }).click();
    });
  });

  test('conditions are saved as a view, and come back by its name', async () => {
    await withPage(async (page) => {
      await page.goto(`${scene('around')}&not.level=debug`);
      await line(page, 'call step 0').waitFor();
      await page.getByRole('button', { name: 'Save view' }).click();
      await page.getByRole('textbox', { name: 'Name' }).fill('Around a call');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.waitForURL(/view=/);
      await page.goto(path());
      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('dialog', { name: 'Views' }).getByRole('button').first().click();
      await page.waitForURL(/attr.scene=around.*not.level=debug/);
      await page.getByRole('button', { name: 'Remove the condition scene = around' }).waitFor();
      await page.getByRole('button', { name: /^View Around a call/ }).click();
      await page.getByRole('button', { name: 'Delete the view' }).click();
      await page.getByRole('button', { name: /^Sure/ }).click();
      await page.waitForURL((url) => !url.search.includes('view='));
    });
  });

  test('the oldest can come first', async () => {
    await withPage(async (page) => {
      await page.goto(scene('around'));
      await line(page, 'call step 2').waitFor();
      const first = () => lines(page).getByRole('button').first().textContent();
      assert.match(await first(), /call step 2/);
      await page.getByRole('button', { name: 'Oldest' }).click();
      await page.waitForURL(/order=asc/);
      await page.waitForFunction(() =>
        document.querySelector('[aria-label="Log lines"] button')?.textContent?.includes('step -2'),
      );
    });
  });

  test('on a phone the fields are a sheet', async () => {
    await withPage(
      async (page) => {
        await page.goto(scene('facets'));
        await line(page, 'still alive').waitFor();
        await page.getByRole('button', { name: 'Fields' }).click();
        const sheet = page.getByRole('dialog', { name: 'Fields' });
        await sheet.getByRole('button', { name: 'Only event failed' }).click();
        await sheet.getByRole('button', { name: 'Show the lines' }).click();
        await line(page, 'still alive').waitFor({ state: 'detached' });
        await line(page, '486 Busy').click();
        await page.getByRole('button', { name: 'Only lines with tenant telenorte' }).waitFor();
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= PHONE.width, `${wide} pixels wide`);
      },
      { size: PHONE },
    );
  });
});
