import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { DESKTOP, PHONE, withPage } from '../support/browser.mjs';
import { recordedTurn, toldTurn } from '../support/conversations.mjs';
import * as environment from '../support/environment.mjs';
import { card, openNew, seedEvents, sendEvents } from '../support/events.mjs';
import { pipelineRun, sendNodes } from '../support/nodes.mjs';
import { sendSpans } from '../support/otlp.mjs';
import { chat, executionPath, list, panel, rows } from '../support/pages.mjs';
import { supportCall } from '../support/traces.mjs';

const call = supportCall({ conversation: 'wa-look' });
const talk = recordedTurn(
  'wa-5511998',
  [
    ['system', 'You answer for the operator. Look up the order before you promise anything.'],
    ['user', 'Minha internet caiu de novo, já é a terceira vez essa semana 😡'],
    [
      'assistant',
      'Três quedas em uma semana não é normal. Verifiquei sua linha:\n\n- **Sinal óptico:** `−29,4 dBm`\n- **Modem:** ligado\n\nConsigo **uma visita técnica hoje**.',
      { confidence: 0.91, citations: 'kb/sinal-optico.md' },
    ],
    [
      'assistant',
      { type: 'buttons', text: 'Posso confirmar?', items: ['Confirmar hoje', 'Outro horário'] },
    ],
  ],
  { broken: true },
);
const run = pipelineRun();
const talkTold = toldTurn('wa-5511998');
const tickets = { event: 'ticket_resolved', interval: 'day' };
const CARDS = [
  card('number', 'Minutes saved', [0, 0, 3, 4], {
    ...tickets,
    aggregation: 'sum',
    property: 'duration',
    compare: 'previous',
  }),
  card('rate', 'Answered', [3, 0, 3, 4], {
    ...tickets,
    aggregation: 'rate',
    match: { property: 'answered', value: true },
  }),
  card('line', 'Time to resolve', [6, 0, 6, 9], {
    ...tickets,
    aggregation: 'p95',
    property: 'duration',
  }),
  card('bar', 'Resolved by category', [0, 4, 6, 10], {
    ...tickets,
    aggregation: 'count',
    groupBy: 'category',
  }),
  card('pie', 'By company', [6, 9, 3, 9], {
    event: 'alert_received',
    aggregation: 'count',
    groupBy: 'company',
  }),
  card('feed', 'Latest', [9, 9, 3, 9], {}),
];
let board;

/** The pages, and how each is brought into its fullest state. */
const PAGES = {
  overview: {
    path: '/overview?project=default',
    ready: (page) => page.getByRole('region', { name: 'Cost by model' }).waitFor(),
  },
  executions: {
    path: '/executions?project=default',
    async ready(page, size) {
      await list(page).getByRole('link').first().waitFor();
      if (size === PHONE) return;
      await page.keyboard.press('j');
      await page.getByRole('complementary', { name: 'Preview' }).waitFor();
    },
  },
  execution: {
    path: executionPath(call.id),
    async ready(page, size) {
      await rows(page).first().waitFor();
      if (size === PHONE) return;
      await rows(page).nth(2).click();
      await panel(page).getByText('My line is down again').waitFor();
    },
  },
  'execution-statistics': {
    path: executionPath(call.id),
    async ready(page, size) {
      await rows(page).first().waitFor();
      if (size === PHONE) return;
      await page.getByRole('button', { name: 'Statistics' }).click();
      await page.getByText('By model').waitFor();
    },
  },
  'execution-json': {
    path: executionPath(call.id, 'json'),
    ready: (page) => page.getByText('executionId').first().waitFor(),
  },
  pipeline: {
    path: executionPath(run.id, 'pipeline'),
    ready: (page) => page.getByText('The other steps ran').waitFor(),
  },
  compare: {
    path: `/compare?project=default&left=${call.id}&right=${talk.id}`,
    ready: (page) =>
      page
        .getByRole('grid', { name: 'Spans of both executions' })
        .getByRole('row')
        .nth(3)
        .waitFor(),
  },
  conversation: {
    path: executionPath(talk.id, 'conversation'),
    async ready(page, size) {
      await page.getByText('Sinal óptico:').waitFor();
      if (size === PHONE) return;
      await page.getByText('Sinal óptico:').click();
      await page.getByRole('complementary', { name: 'Trace of this message' }).waitFor();
    },
  },
  threads: {
    path: '/threads?project=default',
    async ready(page, size) {
      await page.getByRole('grid', { name: 'Threads' }).getByRole('button').first().waitFor();
      if (size === PHONE) return;
      await page
        .getByRole('row', { name: /terceira vez/ })
        .getByRole('button')
        .click();
      await chat(page).getByText('Sinal óptico:').waitFor();
    },
  },
  thread: {
    path: '/threads?project=default&thread=wa-5511998',
    ready: (page) => chat(page).getByText('Sinal óptico:').waitFor(),
  },
  logs: {
    path: '/logs?project=default',
    async ready(page, size) {
      const lines = page.getByRole('region', { name: 'Log lines' });
      await lines.getByRole('button').first().waitFor();
      if (size === PHONE) return;
      await lines.getByRole('button').first().click();
      await page.getByRole('list', { name: 'Around this line' }).waitFor();
    },
  },
  dashboard: {
    path: '/dashboards?project=default',
    async ready(page) {
      await page.goto(`/dashboards/${board}?project=default&range=7d`);
      await page.getByRole('region', { name: 'By company' }).getByText('3').first().waitFor();
      await page.getByRole('slider', { name: 'Resolved by category' }).waitFor();
    },
  },
  'dashboard-editor': {
    path: '/dashboards?project=default',
    async ready(page) {
      await page.goto(`/dashboards/${board}?project=default&range=7d`);
      await page.getByRole('button', { name: 'Card Answered', exact: true }).click();
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      const editor = page.getByRole('complementary', { name: 'Edit card' });
      await editor.getByRole('button', { name: 'Property: answered' }).waitFor();
      await editor.getByRole('option', { name: /^ticket_resolved/ }).waitFor();
    },
  },
  'dashboard-events': {
    path: '/dashboards?project=default',
    async ready(page) {
      await page.goto(`/dashboards/${board}?project=default&range=7d`);
      await page.getByRole('button', { name: 'Card Resolved by category', exact: true }).click();
      await page.getByRole('button', { name: 'Open its events' }).click();
      const events = page.getByRole('dialog').getByRole('region', { name: 'Events' });
      await events.getByRole('button').first().click();
      await events.getByText('category').last().waitFor();
    },
  },
  'execution-events': {
    path: executionPath(call.id, 'events'),
    async ready(page) {
      const events = page.getByRole('region', { name: 'Events' });
      await events.getByRole('button', { name: /payment_processed/ }).click();
      await events.getByText('99.9').last().waitFor();
    },
  },
  reviews: {
    path: '/reviews?project=demo',
    async ready(page, size) {
      const list = page.getByRole('region', { name: 'List of reviews' });
      await list.getByRole('listitem').first().waitFor();
      if (size === PHONE) return;
      await list.getByRole('link').first().click();
      await page.getByText('Under review').waitFor();
      await page.getByRole('textbox', { name: 'Corrected answer' }).fill('Dá, sim.');
    },
  },
  review: {
    path: '/reviews?project=demo&tab=all',
    async ready(page) {
      const list = page.getByRole('region', { name: 'List of reviews' });
      await list.getByRole('link').first().click();
      const form = page.getByRole('tab', { name: 'Review', exact: true });
      if (await form.isVisible()) await form.click();
      await page.getByRole('button', { name: 'History' }).click();
    },
  },
  'reviews-export': {
    path: '/reviews?project=demo&export=1',
    ready: (page) =>
      page
        .getByRole('dialog')
        .getByText(/of \d+ reviews/)
        .waitFor(),
  },
  scores: {
    path: '/scores?project=demo&name=helpfulness',
    ready: (page) => page.getByRole('link', { name: 'support-agent' }).waitFor(),
  },
  'settings-rules': {
    path: '/settings/rules?project=demo',
    async ready(page) {
      await page.getByText('Poor answers').waitFor();
      await page.getByRole('button', { name: 'New rule' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  'settings-project': {
    path: '/settings/project?project=default',
    ready: (page) => page.getByRole('table', { name: 'What is stored' }).waitFor(),
  },
  'settings-keys': {
    path: '/settings/keys?project=default',
    ready: (page) => page.getByRole('table', { name: 'API keys' }).waitFor(),
  },
  'settings-members': {
    path: '/settings/members?project=default',
    ready: (page) => page.getByRole('table', { name: 'Members' }).waitFor(),
  },
  'settings-retention': {
    path: '/settings/retention?project=default',
    ready: (page) => page.getByRole('group', { name: /^Spans/ }).waitFor(),
  },
  'settings-privacy': {
    path: '/settings/privacy?project=default',
    async ready(page) {
      await page.getByRole('button', { name: 'Add a rule' }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Known data/ })
        .click();
      await page.getByRole('listitem', { name: 'Rule 1' }).waitFor();
    },
  },
  'settings-audit': {
    path: '/settings/audit?project=default&range=all',
    async ready(page) {
      const list = page.getByRole('list', { name: 'Entries of the audit trail' });
      await list.getByRole('button').first().click();
      await list.getByText('From address').waitFor();
    },
  },
  'settings-people': {
    path: '/settings/people?project=default',
    ready: (page) => page.getByRole('table', { name: 'People' }).waitFor(),
  },
  'settings-jobs': {
    path: '/settings/jobs?project=default',
    ready: (page) => page.getByRole('table', { name: 'Last run of retention' }).waitFor(),
  },
  'settings-profile': {
    path: '/settings/profile?project=default',
    ready: (page) => page.getByRole('table', { name: 'Sessions' }).waitFor(),
  },
  invitation: {
    path: '/invitation?token=gone',
    signedIn: false,
    ready: (page) => page.getByRole('heading', { name: 'This invitation is not valid' }).waitFor(),
  },
  'sign-in': {
    path: '/sign-in?problem=expired',
    signedIn: false,
    ready: (page) => page.getByLabel('E-mail').waitFor(),
  },
};

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const grave = new Set(['serious', 'critical']);

/** What axe finds grave on the page. Its script comes by the debugger, which no policy stops. */
async function graveFindings(page) {
  await page.evaluate(await readFile(axePath, 'utf8'));
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations
    .filter((each) => grave.has(each.impact))
    .map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`);
}

async function shoot(page, name) {
  if (!environment.shots) return;
  await mkdir(environment.shots, { recursive: true });
  await page.screenshot({ path: join(environment.shots, `${name}.png`) });
}

// Two at a time: each has a page of its own, and waits for it most of the time.
describe('appearance', { concurrency: 2 }, () => {
  before(async () => {
    for (const { spans } of [call, talk, talkTold]) await sendSpans(spans);
    await sendNodes(run.nodes);
    await sendEvents(seedEvents(call.id));
    await withPage(async (page) => {
      board = await openNew(page, 'All kinds of card', CARDS);
    });
  });

  for (const [name, { path, ready, signedIn }] of Object.entries(PAGES)) {
    for (const theme of ['light', 'dark']) {
      test(`axe has nothing grave to say of ${name}, ${theme}`, async () => {
        await withPage(
          async (page) => {
            await page.goto(path);
            await ready(page, DESKTOP);
            await page.evaluate(() => document.fonts.ready);
            await shoot(page, `${name}-${theme}`);
            assert.deepEqual(await graveFindings(page), []);
          },
          { theme, signedIn },
        );
      });
    }

    test(`${name} fits a phone`, async () => {
      await withPage(
        async (page) => {
          await page.goto(path);
          await ready(page, PHONE);
          await shoot(page, `${name}-phone`);
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(width <= PHONE.width, `${width} pixels wide`);
        },
        { size: PHONE, signedIn },
      );
    });
  }
});
