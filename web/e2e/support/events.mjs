// Business events, and dashboards of them.
import assert from 'node:assert/strict';
import { post } from './otlp.mjs';

/** Sends events as `curl` would: a list, or the text of one as it stands. */
export const sendEvents = (events) => post('/api/v1/events', events);

/** What the portal's documentation shows: three kinds of event. */
export const seedEvents = (executionId) => [
  event('alert_received', { company: 'NW Telecom', severity: 'High', source: 'Zabbix' }),
  event('alert_received', { company: 'NW Telecom', severity: 'Low', source: 'Zabbix' }),
  event('alert_received', { company: 'Fibra Sul', severity: 'High', source: 'Zabbix' }),
  event('ticket_resolved', { duration: 45, answered: true, category: 'network' }),
  event('ticket_resolved', { duration: 15, answered: true, category: 'network' }),
  event('ticket_resolved', { duration: 30, answered: true, category: 'billing' }),
  event('ticket_resolved', { duration: 90, answered: false, category: 'network' }),
  event(
    'payment_processed',
    { amount: 150.0 },
    {
      threadId: 'custom-thread-123',
      executionId: 'custom-exec-456',
      timestamp: '2026-01-15T10:30:00Z',
    },
  ),
  event(
    'payment_processed',
    { amount: 99.9 },
    { executionId, timestamp: new Date(Date.now() - 2_000).toISOString() },
  ),
];

const event = (name, properties, options = {}) => ({ name, properties, ...options });

let cards = 0;

/** A card on a place of its own: `[x, y, w, h]` in columns and rows. */
export const card = (type, title, [x, y, w, h], query, more = {}) => {
  cards += 1;
  return {
    id: `card-${cards}`,
    type,
    title,
    color: 'workflow',
    layout: { x, y, w, h },
    query,
    ...more,
  };
};

/** Asks the API from inside a page, with its session. */
export const ask = (page, path, method = 'GET', body = undefined) =>
  page.evaluate(
    async ([path, method, body]) => {
      const headers = body ? { 'content-type': 'application/json' } : {};
      const response = await fetch(path, { method, headers, body });
      return { status: response.status, body: await response.json() };
    },
    [path, method, body && JSON.stringify(body)],
  );

const LIST = '/api/v1/dashboards';

/** The name of the dashboard that is shown, which opens the menu of all. */
export const menu = (page) => page.getByRole('heading', { level: 1 }).getByRole('button');

/** Makes a dashboard without clicking, and opens it. */
export async function openNew(page, name, cards) {
  if (!page.url().startsWith('http')) await page.goto('/overview?project=default');
  const made = await ask(page, `${LIST}?project=default`, 'POST', { name, cards });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  await openDashboard(page, made.body.id);
  return made.body.id;
}

export async function openDashboard(page, id) {
  await page.goto(`/dashboards/${id}?project=default`);
  await menu(page).waitFor();
}

export const stored = async (page, id) => (await ask(page, `${LIST}/${id}?project=default`)).body;
