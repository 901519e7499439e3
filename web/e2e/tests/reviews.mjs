// The loop: an agent answers, a judge flags it, a person corrects it, a nightly job pulls the example.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { PHONE, withPage } from '../support/browser.mjs';
import { ask } from '../support/events.mjs';
import { accept, invite } from '../support/people.mjs';
import { answer, makePrograms, PROJECT } from '../support/reviews.mjs';

const REVIEWS = '/api/v1/reviews';
const page_ = (rest = '') => `/reviews?project=${PROJECT}${rest}`;
const stranger = { signedIn: false };
const HOURS = 'We open at 9 on holidays, too, and close at 18.';
const CORRECTED = 'We are closed on holidays, and open at 9 on the day after.';

const rows = (page) => page.getByRole('region', { name: 'List of reviews' }).getByRole('listitem');
const form = (page) => page.getByRole('region', { name: 'Review', exact: true });
const corrected = (page) => page.getByRole('textbox', { name: 'Corrected answer' });
const comment = (page) => page.getByRole('textbox', { name: 'Comment', exact: true });
const said = (page, text) => page.getByRole('status').filter({ hasText: text }).waitFor();
const rated = (page, name) => form(page).getByRole('button', { name, pressed: true });

/** Waits for a form with this comment. */
const written = (page, text) =>
  page.waitForFunction(
    (text) => [...document.querySelectorAll('textarea')].some(({ value }) => value === text),
    text,
  );

let programs;

async function flag(executionId, more = {}) {
  const body = { executionId, rating: 'bad', comment: 'The hours of holidays are wrong.', ...more };
  const made = await programs.judge('POST', REVIEWS, body);
  assert.equal(made.status, 201, made.text);
  return made.json.reviewId;
}

describe('reviews', () => {
  before(async () => {
    programs = await makePrograms();
  });

  test('an empty queue says how something comes into it', async () => {
    await withPage(async (page) => {
      await page.goto('/overview?project=default');
      await page.goto(page_());
      await page.getByText('Nothing waits', { exact: true }).waitFor();
      await page.getByRole('link', { name: 'Set up rules' }).waitFor();
    });
  });

  test('what a judge flags is corrected by a person, by keyboard alone, and comes out as an example', async () => {
    const { agent, judge, ci, stranger: other } = programs;
    const id = await answer(agent, 'When do you open on the holiday?', HOURS);
    const reviewId = await flag(id, { priority: 'high', tags: ['hours'] });
    const second = await judge('POST', REVIEWS, {
      executionId: id,
      rating: 'good',
      comment: 'It is quite right, I think.',
    });
    assert.equal(second.status, 409);
    assert.equal(second.json.code, 'review_exists');
    assert.equal(second.json.reviewId, reviewId);

    await withPage(async (page) => {
      await page.goto(`/overview?project=${PROJECT}`);
      await page.getByRole('navigation', { name: 'Pages' }).waitFor();
      await page.keyboard.press('g');
      await page.keyboard.press('v');
      await rows(page).filter({ hasText: 'When do you open on the holiday?' }).waitFor();
      await page.keyboard.press('n');
      await page.getByText('Under review').waitFor();
      await form(page).getByText('flagged by llm-judge').waitFor();
      await rated(page, 'Bad').waitFor();
      await page.keyboard.press('e');
      await page.keyboard.press('Control+a');
      await page.keyboard.type(CORRECTED);
      await form(page)
        .getByText(/\d+ changes/)
        .waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('3');
      await rated(page, 'Neutral').waitFor();
      await page.keyboard.press('t');
      await page.keyboard.type('holiday');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
      await page.keyboard.press('n');
      await page.keyboard.type('Holidays are in the calendar now.');
      await page.keyboard.press('Control+Enter');
      await said(page, 'Review resolved');
      await page.getByText('All done').waitFor();
    });

    const stored = (await judge('GET', `${REVIEWS}/${reviewId}`)).json;
    assert.equal(stored.status, 'resolved');
    assert.equal(stored.rating, 'neutral');
    assert.deepEqual(stored.tags, ['hours', 'holiday']);
    assert.equal(stored.correctedOutput, CORRECTED);
    assert.equal(stored.resolutionNotes, 'Holidays are in the calendar now.');
    assert.ok(stored.resolvedBy && stored.resolvedAt);

    const exported = await ci('GET', `${REVIEWS}/export?format=jsonl`);
    const lines = exported.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(lines, [
      {
        messages: [
          { role: 'system', content: 'Answer from the branch calendar.' },
          { role: 'user', content: 'When do you open on the holiday?' },
          { role: 'assistant', content: CORRECTED },
        ],
        metadata: {
          review_id: reviewId,
          execution_id: id,
          rating: 'neutral',
          was_corrected: true,
        },
      },
    ]);

    assert.equal((await other('GET', `${REVIEWS}/${reviewId}`)).status, 404);
    assert.equal((await other('GET', REVIEWS)).json.items.length, 0);
    assert.equal((await other('GET', `${REVIEWS}/export?format=jsonl`)).text, '');
    const refused = await ci('PATCH', `${REVIEWS}/${reviewId}`, { rating: 'good' });
    assert.deepEqual([refused.status, refused.json.code], [403, 'forbidden']);
    const wrong = await judge('PATCH', `${REVIEWS}/${reviewId}`, { rating: 'fine' });
    assert.deepEqual([wrong.status, wrong.json.code], [422, 'invalid']);
  });

  test('two reviewers are never given the same, and what one skips goes to the other', async () => {
    const questions = ['Is Monday open?', 'Is Tuesday open?', 'Is Friday open?'];
    for (const question of questions) {
      await flag(await answer(programs.agent, question, HOURS), { comment: `Of “${question}”` });
    }
    const link = await invite('corrects@example.com', 'Editor', PROJECT);
    const open = (page) => page.locator('a[data-row][aria-current]');
    const shown = (page) => open(page).locator('b').innerText();
    await withPage(async (theirs) => {
      await accept(theirs, link);
      await withPage(async (page) => {
        await page.goto(page_());
        await theirs.goto(page_());
        await page.getByRole('button', { name: 'Start reviewing' }).click();
        await open(page).waitFor();
        await theirs.getByRole('button', { name: 'Start reviewing' }).click();
        await open(theirs).waitFor();
        const [first, second] = [await shown(page), await shown(theirs)];
        assert.notEqual(first, second);

        // Whoever opens what another has may read along.
        await rows(theirs).filter({ hasText: first }).click();
        await form(theirs)
          .getByRole('note')
          .filter({ hasText: 'is working at this one' })
          .waitFor();
        assert.equal(await theirs.getByRole('button', { name: /^Save/ }).count(), 0);
        await rows(theirs).filter({ hasText: second }).click();
        await theirs.getByRole('button', { name: /^Save/ }).waitFor();

        await page.keyboard.press('s');
        await open(page).filter({ hasNotText: first }).waitFor();
        const third = await shown(page);
        assert.deepEqual([first, second, third].toSorted(), questions.toSorted());
        await written(page, `Of “${third}”`);
        for (const done of [second, first]) {
          await written(theirs, `Of “${done}”`);
          await theirs.keyboard.press('Control+Enter');
        }
        await theirs.getByText('All done').waitFor();
        await page.keyboard.press('Control+Enter');
        await page.getByText('All done').waitFor();
      });
    }, stranger);
  });

  test('an execution is put up from its page, and reviewed anew', async () => {
    const id = await answer(programs.agent, 'Do you open at night?', 'No, at 9.');
    await withPage(async (page) => {
      await page.goto(`/executions/${id}?project=${PROJECT}`);
      await page.getByRole('button', { name: /^Review/ }).click();
      await page.waitForURL(/\/reviews\?.*item=/);
      await form(page).getByText('not reviewed').waitFor();
      await page.keyboard.press('Control+Enter');
      await form(page).getByText('Choose a rating.').waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('1');
      await comment(page).fill('Too short');
      await form(page).getByText('1 character more, at least').waitFor();
      await comment(page).fill('Short, and right.');

      // What is written survives a reload.
      await page.reload();
      await rated(page, 'Good').waitFor();
      assert.equal(await comment(page).inputValue(), 'Short, and right.');
      await page.getByRole('checkbox', { name: 'Resolve' }).uncheck();
      await page.getByRole('button', { name: /^Save/ }).click();
      await said(page, 'Review saved as work in progress');

      await page.getByRole('button', { name: /^In progress/ }).click();
      await rows(page).filter({ hasText: 'Do you open at night?' }).click();
      await form(page).getByText('in progress', { exact: true }).waitFor();
      await form(page).getByRole('img', { name: 'Assigned to you' }).waitFor();
      await page.goto(`/executions/${id}?project=${PROJECT}`);
      await page.getByRole('link', { name: /^Reviewed: good/ }).click();
      await page.waitForURL(/\/reviews\/[0-9a-f-]+/);
      await form(page).getByRole('img', { name: 'Assigned to you' }).waitFor();
    });
  });

  test('where two wrote, nothing is lost', async () => {
    const id = await answer(programs.agent, 'Is the shop open now?', HOURS);
    const reviewId = await flag(id);
    await withPage(async (page) => {
      await page.goto(`/reviews/${reviewId}?project=${PROJECT}&tab=all`);
      await comment(page).fill('Mine: it never looked at the clock.');
      const theirs = { comment: 'Theirs: it made the hours up.', priority: 'critical' };
      const changed = await programs.judge('PATCH', `${REVIEWS}/${reviewId}`, theirs);
      assert.equal(changed.status, 200, changed.text);
      await page.getByRole('button', { name: /^Save/ }).click();
      const dialog = page.getByRole('dialog', { name: 'Somebody changed this review meanwhile' });
      await dialog.getByText('Theirs: it made the hours up.').waitFor();
      await dialog.getByRole('button', { name: 'Theirs' }).click();
      await dialog.getByRole('button', { name: 'Mine' }).click();
      await dialog.getByRole('button', { name: 'Save over it' }).click();
      await said(page, 'Review resolved');
    });
    const stored = (await programs.judge('GET', `${REVIEWS}/${reviewId}`)).json;
    assert.equal(stored.comment, 'Mine: it never looked at the clock.');
    assert.equal(stored.priority, 'critical');
    assert.equal(stored.status, 'resolved');
  });

  test('reviews are found by their words, talked about, and their history is told', async () => {
    await withPage(async (page) => {
      await page.goto(page_('&tab=all'));
      await page.getByRole('searchbox', { name: 'Search in reviews' }).fill('calendars');
      await rows(page).filter({ hasText: 'When do you open on the holiday?' }).click();
      await form(page)
        .getByRole('button', { name: /^Comments/ })
        .click();
      await page.getByRole('textbox', { name: 'Add a comment' }).fill('Checked with the branch.');
      await page.keyboard.press('Control+Enter');
      await form(page).getByText('Checked with the branch.', { exact: true }).waitFor();
      await form(page).getByRole('button', { name: 'History' }).click();
      await form(page).getByText('Corrected answer').last().waitFor();

      await page.getByRole('button', { name: 'More for this review' }).click();
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Delete the review' }).click();
      await said(page, 'Review deleted');
    });
    const left = await programs.ci('GET', `${REVIEWS}?search=holidays&status=resolved&tag=holiday`);
    assert.deepEqual(left.json.items, []);
  });

  test('hostile words are words', async () => {
    const hostile = '<img src=x onerror=alert(1)> & "__proto__" \u202Egnirts 🪤';
    const id = await answer(programs.agent, hostile, hostile);
    await flag(id, {
      comment: hostile,
      tags: [hostile.slice(0, 60)],
      correctedOutput: `${hostile}!`,
    });
    await withPage(async (page) => {
      await page.goto(page_());
      await page.getByRole('button', { name: 'Start reviewing' }).click();
      await page.getByText('Under review').waitFor();
      await written(page, hostile);
      assert.equal(await corrected(page).inputValue(), `${hostile}!`);
      assert.equal(await page.locator('img[src="x"]').count(), 0);
      await page.keyboard.press('Control+Enter');
      await said(page, 'Review resolved');
    });
  });

  test('examples are looked at before they are taken, and left ones are counted', async () => {
    await withPage(async (page) => {
      await page.goto(page_());
      await page.getByRole('button', { name: 'Export for training' }).click();
      const dialog = page.getByRole('dialog', { name: 'Export for training' });
      await dialog.getByText(/of \d+ reviews/).waitFor();
      await dialog.getByText('1 of them has a corrected answer.').waitFor();
      const download = page.waitForEvent('download');
      await dialog.getByRole('link', { name: 'Download' }).click();
      assert.match((await download).suggestedFilename(), /\.jsonl$/);
    });
  });

  test('a viewer reads, and writes nothing', async () => {
    const id = await answer(programs.agent, 'Is it open to look?', HOURS);
    await flag(id);
    const link = await invite('looks@example.com', 'Viewer', PROJECT);
    await withPage(async (page) => {
      await accept(page, link);
      await page.goto(page_());
      await rows(page).filter({ hasText: 'Is it open to look?' }).click();
      await form(page).getByRole('note').filter({ hasText: 'takes the role editor' }).waitFor();
      assert.equal(await page.getByRole('button', { name: /^Save/ }).count(), 0);
      assert.equal(await comment(page).isEditable(), false);
      const refused = await ask(page, `${REVIEWS}/queue/next?project=${PROJECT}`, 'POST', {});
      assert.equal(refused.status, 403);
    }, stranger);
  });

  test('on the phone one pane at a time is worked with', async () => {
    await withPage(
      async (page) => {
        await page.goto(page_());
        await rows(page).filter({ hasText: 'Is it open to look?' }).click();
        await page.getByText('Under review').waitFor();
        await page.getByRole('tab', { name: 'Review', exact: true }).click();
        await page.getByText('Neutral').click();
        await page.getByRole('button', { name: /^Save/ }).click();
        await said(page, 'Review resolved');
      },
      { size: PHONE },
    );
  });

  test('scores are shown, filtered by, and charted', async () => {
    const poor = await answer(programs.agent, 'Is Sunday open?', HOURS);
    const fine = await answer(programs.agent, 'Is Saturday open?', HOURS);
    const scores = [
      { executionId: poor, name: 'truth', value: 0.2, comment: 'Made up.', source: 'judge' },
      { executionId: poor, spanId: '0000000000000001', name: 'tone', value: 'kind' },
      { executionId: fine, name: 'truth', value: 0.9, source: 'judge' },
    ];
    const sent = await programs.judge('POST', '/api/v1/scores', { scores });
    assert.equal(sent.status, 200, sent.text);
    await withPage(async (page) => {
      await page.goto(`/executions/${poor}?project=${PROJECT}`);
      await page.getByText('truth').first().waitFor();
      await page.goto(`/executions?project=${PROJECT}&scoreName=truth&maxScore=0.5`);
      const grid = page.getByRole('grid', { name: 'Executions' });
      await grid.getByRole('row').filter({ hasText: 'Is Sunday open?' }).waitFor();
      assert.equal(await grid.getByRole('row').filter({ hasText: 'Is Saturday' }).count(), 0);
      await page.goto(`/scores?project=${PROJECT}&name=truth`);
      await page.getByText('0.55').first().waitFor();
      await page.getByText('hours-agent').first().waitFor();
    });
  });
});
