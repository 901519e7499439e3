// Business events, from what `curl` sends to the dashboards that people build of them.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, test } from 'node:test';
import { PHONE, withPage } from '../support/browser.mjs';
import {
  ask,
  card,
  menu,
  openDashboard,
  openNew,
  seedEvents,
  sendEvents,
  stored,
} from '../support/events.mjs';
import { sendSpans } from '../support/otlp.mjs';
import { executionPath, list, rows } from '../support/pages.mjs';
import { accept, invite } from '../support/people.mjs';
import { supportCall } from '../support/traces.mjs';

const call = supportCall({ ago: 5_000, conversation: 'wa-metrics' });
const WEEK = 'range=7d';
const TICKETS = { event: 'ticket_resolved', aggregation: 'count', interval: 'day' };

const board = (page, title) => page.getByRole('region', { name: title, exact: true });
const plot = (page, title) => page.getByRole('slider', { name: title, exact: true });
const editor = (page) => page.getByRole('complementary', { name: /^(New|Edit) card$/ });
const preview = (page) => editor(page).getByRole('region', { name: 'Preview' });
const drawer = (page) => page.getByRole('dialog', { name: 'Events behind this point' });
const handle = (page, title) =>
  page.getByRole('button', { name: `Move the card ${title}`, exact: true });
const save = (page) => page.getByRole('button', { name: 'Save', exact: true });

/** Chooses from a list of the editor. */
const choose = (page, name) => page.getByRole('option', { name }).click();

/** Opens the editor for a new card of a kind and an event. */
async function newCard(page, kind, event) {
  await page.getByRole('button', { name: 'Add a card' }).first().click();
  await editor(page).getByRole('button', { name: kind, exact: true }).click();
  await choose(page, event);
}

async function add(page, title) {
  await editor(page).getByRole('button', { name: 'Add card' }).click();
  await editor(page).waitFor({ state: 'detached' });
  await board(page, title).waitFor();
}

async function saved(page) {
  await save(page).click();
  await page.getByRole('status').filter({ hasText: 'Dashboard saved' }).waitFor();
  await save(page).waitFor({ state: 'detached' });
}

/** Where a card stands: columns and rows, as they are stored. */
async function placeOf(page, id, title) {
  const { cards } = await stored(page, id);
  return cards.find((each) => each.title === title).layout;
}

describe('metrics', () => {
  before(() => sendSpans(call.spans));

  test('the first event is waited for, and a first dashboard is proposed', async () => {
    await withPage(async (page) => {
      await page.goto('/overview?project=default');
      await page.getByRole('link', { name: 'Metrics', exact: true }).click();
      await page.getByText('Waiting for the first event').waitFor();
      const sent = seedEvents(call.id);
      await sendEvents(sent[0]);
      await page.getByText('One kind of event was discovered.').waitFor();
      await sendEvents(sent.slice(1));
      await page.reload();
      await page.getByText('3 kinds of event were discovered.').waitFor();
      await page.getByRole('button', { name: 'Propose a dashboard' }).click();
      await page.waitForURL(/\/dashboards\/\d+/);
      await board(page, 'Ticket resolved')
        .getByRole('button', { name: '4', exact: true })
        .waitFor();
      await board(page, 'Ticket resolved: answered')
        .getByRole('button', { name: '75 %' })
        .waitFor();
      await page.getByRole('slider').first().waitFor();
      assert.equal(await save(page).count(), 0);

      await page.keyboard.press('f');
      await page.waitForFunction(() => document.fullscreenElement !== null);
      assert.equal(await handle(page, 'Ticket resolved').count(), 0);
      await page.keyboard.press('f');
      await page.waitForFunction(() => document.fullscreenElement === null);
      await handle(page, 'Ticket resolved').waitFor();

      await menu(page).click();
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('heading', { name: 'Dashboards of what your agents do' }).waitFor();
    });
  });

  test('the five kinds of card of the documentation are built by clicking', async () => {
    await withPage(async (page) => {
      await page.goto('/dashboards?project=default');
      await page.getByRole('button', { name: 'Start empty' }).click();
      await page.waitForURL(/\/dashboards\/\d+/);
      await page.getByRole('heading', { name: 'No cards yet' }).waitFor();

      await newCard(page, 'Number', /^ticket_resolved/);
      await preview(page)
        .getByRole('button', { name: '4', exact: true })
        .or(preview(page).getByText('4', { exact: true }))
        .first()
        .waitFor();
      await add(page, 'Ticket resolved');

      await newCard(page, 'Rate', /^ticket_resolved/);
      await editor(page).getByRole('button', { name: 'Property: answered' }).waitFor();
      await preview(page).getByText('75 %').waitFor();
      await add(page, 'Ticket resolved: answered');

      await newCard(page, 'Line', /^payment_processed/);
      await editor(page).getByRole('button', { name: 'sum', exact: true }).click();
      await editor(page).getByRole('button', { name: 'Property: amount' }).waitFor();
      await add(page, 'Payment processed: sum of amount');

      await newCard(page, 'Bar', /^ticket_resolved/);
      await editor(page).getByRole('button', { name: 'Group by: nothing' }).click();
      await choose(page, /^category/);
      await add(page, 'Ticket resolved by category');

      await newCard(page, 'Pie', /^alert_received/);
      await editor(page)
        .getByRole('button', { name: /^Group by: / })
        .click();
      await choose(page, /^company/);
      await add(page, 'Alert received by company');

      await page.getByRole('button', { name: 'Add a card' }).first().click();
      await editor(page).getByRole('button', { name: 'Feed', exact: true }).click();
      await add(page, 'Latest events');

      await saved(page);
      await page.reload();
      await board(page, 'Ticket resolved').getByText('4', { exact: true }).waitFor();
      await board(page, 'Ticket resolved: answered')
        .getByRole('button', { name: '75 %' })
        .waitFor();
      await plot(page, 'Payment processed: sum of amount').waitFor();
      const figures = (title) =>
        board(page, title)
          .getByRole('table', { name: `Figures of ${title}` })
          .getByRole('row', { name: /^total/ })
          .textContent();
      assert.match(await figures('Payment processed: sum of amount'), /99\.9/);
      assert.match(await figures('Ticket resolved by category'), /total31/);
      assert.match(await figures('Alert received by company'), /total21/);
      await board(page, 'Latest events')
        .getByRole('link', { name: `Open execution ${call.id}` })
        .waitFor();
      assert.equal(await page.getByRole('slider').count(), 3);
    });
  });

  test('a click on a bar opens the events behind it, and from there their execution', async () => {
    await withPage(async (page) => {
      const bars = { ...TICKETS, event: 'payment_processed' };
      await openNew(page, 'Behind', [card('bar', 'Payments', [0, 0, 12, 10], bars)]);
      await plot(page, 'Payments').focus();
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await drawer(page).getByRole('heading', { name: 'payment_processed' }).waitFor();
      await page.keyboard.press('Escape');
      await drawer(page).waitFor({ state: 'detached' });

      const bar = plot(page, 'Payments').locator('.recharts-bar rect').last();
      const { x, y, width, height } = await bar.boundingBox();
      await page.mouse.click(x + width / 2, y + height / 2);
      const behind = drawer(page).getByRole('region', { name: 'Events' });
      await behind.getByRole('button', { name: /payment_processed/ }).click();
      await behind.getByText('99.9').last().waitFor();
      await behind
        .getByRole('link', { name: `Open the execution ${call.id}` })
        .first()
        .click();
      await page.getByRole('tab', { name: /^Events/, selected: true }).waitFor();
      const own = page.getByRole('region', { name: 'Events' });
      await own.getByRole('button', { name: /payment_processed/, expanded: true }).waitFor();

      await page.goto(executionPath(call.id));
      await rows(page).first().waitFor();
      await page
        .getByRole('toolbar', { name: 'Events on the time axis' })
        .getByRole('button')
        .first()
        .click();
      await page.getByRole('tab', { name: /^Events/, selected: true }).waitFor();
    });
  });

  test('cards are dragged and resized by mouse and by keys, and stay where they were put', async () => {
    await withPage(async (page) => {
      const id = await openNew(page, 'Places', [
        card('number', 'First', [0, 0, 3, 4], TICKETS),
        card('number', 'Second', [3, 0, 3, 4], TICKETS),
      ]);
      await handle(page, 'Second').focus();
      await page.keyboard.press('ArrowRight');
      await page.getByText('Second: column 5, row 1, 3 wide, 4 high').waitFor();
      await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('Shift+ArrowDown');
      await page.getByText('Second: column 5, row 1, 4 wide, 5 high').waitFor();
      await saved(page);
      assert.deepEqual(await placeOf(page, id, 'Second'), { x: 4, y: 0, w: 4, h: 5 });

      const box = await board(page, 'Second').boundingBox();
      const column = (box.width + 12) / 4;
      const grip = await handle(page, 'Second').boundingBox();
      const [x, y] = [grip.x + grip.width / 2, grip.y + grip.height / 2];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + column * 2, y + 4, { steps: 10 });
      await page.mouse.move(x + column * 4, y, { steps: 10 });
      await page.mouse.up();
      await save(page).waitFor();

      const corner = page.locator('[data-axis=se]').last();
      await board(page, 'Second').hover();
      const end = await corner.boundingBox();
      const [right, bottom] = [end.x + end.width / 2, end.y + end.height / 2];
      await page.mouse.move(right, bottom);
      await page.mouse.down();
      await page.mouse.move(right - column, bottom + 40, { steps: 10 });
      await page.mouse.move(right - column, bottom + 72, { steps: 10 });
      await page.mouse.up();
      await saved(page);
      await page.reload();
      await board(page, 'Second').waitFor();
      assert.deepEqual(await placeOf(page, id, 'Second'), { x: 8, y: 0, w: 3, h: 7 });
      const put = await board(page, 'Second').boundingBox();
      assert.ok(put.x > box.x + column * 3, `from ${box.x} to ${put.x}`);
      assert.deepEqual(await placeOf(page, id, 'First'), { x: 0, y: 0, w: 3, h: 4 });
    });
  });

  test('two people who change one dashboard are asked whose work stays', async () => {
    const link = await invite('second@example.com', 'Editor');
    await withPage(async (page) => {
      const id = await openNew(page, 'Of two', [
        card('number', 'Ours', [0, 0, 3, 4], TICKETS),
        card('number', 'Theirs', [3, 0, 3, 4], TICKETS),
      ]);
      const push = async (of, title) => {
        await handle(of, title).focus();
        await of.keyboard.press('Shift+ArrowDown');
        await save(of).waitFor();
      };
      const dialog = (of) =>
        of.getByRole('dialog', { name: 'Somebody saved this dashboard meanwhile' });
      await withPage(
        async (theirs) => {
          await accept(theirs, link);
          await openDashboard(theirs, id);
          await board(theirs, 'Theirs').waitFor();
          await push(page, 'Ours');
          await saved(page);

          await push(theirs, 'Theirs');
          await save(theirs).click();
          await dialog(theirs)
            .getByText(/saved it/)
            .waitFor();
          await dialog(theirs)
            .getByRole('button', { name: /^Keep mine/ })
            .click();
          await theirs.getByRole('status').filter({ hasText: 'Dashboard saved' }).waitFor();
          assert.equal((await placeOf(theirs, id, 'Theirs')).h, 5);
          assert.equal((await placeOf(theirs, id, 'Ours')).h, 4);

          await push(page, 'Ours');
          await save(page).click();
          await dialog(page)
            .getByText(/second@example.com/)
            .waitFor();
          await dialog(page)
            .getByRole('button', { name: /^Save mine as a copy/ })
            .click();
          await page.waitForURL((url) => !url.pathname.endsWith(`/${id}`));
          await board(page, 'Ours').waitFor();
          await openDashboard(page, id);

          await push(theirs, 'Theirs');
          await saved(theirs);
          await push(page, 'Ours');
          await save(page).click();
          await dialog(page)
            .getByRole('button', { name: /^Take theirs/ })
            .click();
          await save(page).waitFor({ state: 'detached' });
          assert.equal((await placeOf(page, id, 'Theirs')).h, 6);
        },
        { signedIn: false },
      );
    });
  });

  test('a dashboard goes into a file, and comes back from it as another', async () => {
    await withPage(async (page) => {
      const id = await openNew(page, 'To and fro', [
        card('rate', 'Answered', [0, 0, 3, 4], {
          event: 'ticket_resolved',
          aggregation: 'rate',
          match: { property: 'answered', value: true },
        }),
      ]);
      await menu(page).click();
      const file = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Export as a file' }).click();
      const path = await (await file).path();
      const { name, cards } = JSON.parse(await readFile(path, 'utf8'));
      assert.equal(name, 'To and fro');
      assert.deepEqual(cards, (await stored(page, id)).cards);

      await menu(page).click();
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Import from a file' }).click();
      await (await chooser).setFiles(path);
      await page.waitForURL((url) => !url.pathname.endsWith(`/${id}`));
      await board(page, 'Answered').getByRole('button', { name: '75 %' }).waitFor();
      await menu(page).getByText('To and fro (copy)').waitFor();

      await menu(page).click();
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('status').filter({ hasText: 'Dashboard deleted' }).waitFor();
    });
  });

  test('time, filters and refresh are in the address, and whoever opens it sees the same', async () => {
    await withPage(async (page) => {
      const id = await openNew(page, 'Filtered', [card('number', 'All', [0, 0, 4, 5], TICKETS)]);
      await board(page, 'All').getByText('4', { exact: true }).waitFor();
      assert.match(page.url(), new RegExp(WEEK));
      await page.getByRole('button', { name: 'Filters of all event cards' }).click();
      await page.getByRole('button', { name: 'Filters: Add' }).click();
      await choose(page, /^category/);
      await choose(page, /^billing/);
      await page.waitForURL(/filter=/);
      await board(page, 'All').getByText('1', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'No refresh' }).click();
      await page.getByRole('button', { name: 'Every 10 seconds' }).click();
      await page.waitForURL(/refresh=10/);
      const address = page.url();
      await withPage(async (other) => {
        await other.goto(address);
        await board(other, 'All').getByText('1', { exact: true }).waitFor();
        await other.getByRole('button', { name: 'Every 10 seconds' }).waitFor();
        await sendEvents({ name: 'ticket_resolved', properties: { category: 'billing' } });
        await other.getByRole('button', { name: 'Remove the filter category = billing' }).click();
        await board(other, 'All').getByText('5', { exact: true }).waitFor();
      });
      assert.deepEqual((await stored(page, id)).settings.filters ?? [], []);
    });
  });

  test('executions, spans and log lines stand beside events, and lead to their lists', async () => {
    await withPage(async (page) => {
      await openNew(page, 'Beside events', []);
      await page.getByRole('button', { name: 'Add a card' }).first().click();
      await editor(page).getByRole('button', { name: 'Executions', exact: true }).click();
      await add(page, 'Executions');
      await page.getByRole('button', { name: 'Add a card' }).first().click();
      await editor(page).getByRole('button', { name: 'Pie', exact: true }).click();
      await editor(page).getByRole('button', { name: 'Spans', exact: true }).click();
      await add(page, 'Spans by type');
      await board(page, 'Spans by type')
        .getByRole('columnheader', { name: 'llm' })
        .waitFor({ state: 'attached' });
      await saved(page);
      await board(page, 'Executions')
        .getByRole('button', { name: /^[1-9]/ })
        .click();
      await page.waitForURL(/\/executions\?.*from=/);
      await list(page).locator(`a[href*="${call.id}"]`).waitFor();
    });
  });

  test('whatever events and cards are called is text, and only text', async () => {
    const name = '<img src=x onerror=alert(1)>';
    const text = '<script>alert(2)</script>';
    // As text: an object literal would not have that property.
    const properties = `{"__proto__":${JSON.stringify(text)},"constructor":"toString"}`;
    await sendEvents(`{"name":${JSON.stringify(name)},"properties":${properties}}`);
    await withPage(async (page) => {
      const asked = { event: name, aggregation: 'count', interval: 'day' };
      await openNew(page, '<b>bold</b>', [
        card('bar', '"><svg onload=alert(3)>', [0, 0, 6, 9], { ...asked, groupBy: '__proto__' }),
        card('pie', '{{7*7}}', [6, 0, 6, 9], {
          event: name,
          aggregation: 'count',
          groupBy: 'constructor',
        }),
        card('feed', 'constructor', [0, 9, 12, 9], { event: name }),
      ]);
      await board(page, '"><svg onload=alert(3)>')
        .getByRole('columnheader', { name: text })
        .waitFor({ state: 'attached' });
      await board(page, '{{7*7}}')
        .getByRole('columnheader', { name: 'toString' })
        .waitFor({ state: 'attached' });
      const feed = board(page, 'constructor');
      await feed.getByRole('button', { name }).click();
      await drawer(page).getByRole('heading', { name }).waitFor();
      await drawer(page).getByText(text).first().waitFor();
      await page.keyboard.press('Escape');
      await menu(page).click();
      await page.getByRole('link', { name: /^<b>bold<\/b>/ }).waitFor();
    });
  });

  test('a viewer looks at dashboards, and is offered nothing else', async () => {
    const link = await invite('looker@example.com', 'Viewer');
    let id;
    await withPage(async (page) => {
      id = await openNew(page, 'To look at', [card('number', 'All', [0, 0, 4, 5], TICKETS)]);
    });
    await withPage(
      async (page) => {
        await accept(page, link);
        await openDashboard(page, id);
        await board(page, 'All').waitFor();
        assert.equal(await page.getByRole('button', { name: 'Add a card' }).count(), 0);
        assert.equal(await handle(page, 'All').count(), 0);
        await page.getByRole('button', { name: 'Card All' }).click();
        const card = page.getByRole('dialog', { name: 'Card All' });
        await card.getByRole('button', { name: 'Open its events' }).waitFor();
        assert.equal(await card.getByRole('button').count(), 1);
        const refused = await ask(page, `/api/v1/dashboards/${id}?project=default`, 'DELETE');
        assert.equal(refused.status, 403);
      },
      { signedIn: false },
    );
  });

  test('on a phone cards stand in one column, in the order they are read', async () => {
    await withPage(
      async (page) => {
        await openNew(page, 'In a pocket', [
          card('bar', 'Right', [6, 0, 6, 9], TICKETS),
          card('number', 'Left', [0, 0, 6, 4], TICKETS),
        ]);
        const [left, right] = await Promise.all(
          ['Left', 'Right'].map(async (title) => {
            await board(page, title).waitFor();
            return board(page, title).boundingBox();
          }),
        );
        assert.ok(left.y < right.y && left.x === right.x);
        assert.ok(left.width <= PHONE.width);
        assert.equal(await handle(page, 'Left').count(), 0);
      },
      { size: PHONE },
    );
  });
});
