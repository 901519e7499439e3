import { describe, expect, test } from 'vitest';
import type { Card, EventName } from '../api/types';
import { ALERT, PAYMENT, property, TICKET } from '../editor/model/fixture';
import { problemsOf } from '../editor/model/problems';
import { propose } from './propose';

const name = (text: string, count: number): EventName => ({
  name: text,
  count,
  firstSeen: '2026-11-20T09:00:00Z',
  lastSeen: '2026-11-21T09:00:00Z',
  series: [],
});
const SEED = [name('payment_processed', 5), name('ticket_resolved', 20), name('alert_received', 9)];
const PROPERTIES = {
  ticket_resolved: TICKET,
  alert_received: ALERT,
  payment_processed: [...PAYMENT, property('method', { text: 5 }, ['pix', 'card'])],
};
const titles = (cards: readonly Card[]) => cards.map(({ title }) => title);

/** No two cards on one place, none over the edge, ids of their own. */
function expectSound(cards: readonly Card[]) {
  const taken = new Set<string>();
  for (const { layout } of cards) {
    expect(layout.x + layout.w).toBeLessThanOrEqual(12);
    for (let x = layout.x; x < layout.x + layout.w; x += 1) {
      for (let y = layout.y; y < layout.y + layout.h; y += 1) {
        expect(taken.has(`${x} ${y}`), `${x} ${y} is taken twice`).toBe(false);
        taken.add(`${x} ${y}`);
      }
    }
  }
  expect(new Set(cards.map(({ id }) => id)).size).toBe(cards.length);
  expect(cards.flatMap((card) => Object.values(problemsOf(card, undefined)))).toEqual([]);
}

describe('a proposal', () => {
  const { cards } = propose(SEED, PROPERTIES);

  test('is made of what the events say', () => {
    expect(titles(cards)).toEqual([
      'Ticket resolved',
      'Alert received',
      'Payment processed',
      'Ticket resolved: answered',
      'Ticket resolved: average duration',
      'Alert received: different company',
      'Ticket resolved by category',
      'Ticket resolved by category',
      'Payment processed: sum of amount by method',
      'Latest events',
      'Alert received by severity',
    ]);
    expectSound(cards);
  });

  test('compares figures with the period before', () => {
    const numbers = cards.filter(({ type }) => type === 'number' || type === 'rate');
    expect(numbers.every(({ query }) => 'compare' in query && query.compare)).toBe(true);
  });

  test('fills its rows', () => {
    for (const y of new Set(cards.map(({ layout }) => layout.y))) {
      const row = cards.filter(({ layout }) => layout.y === y);
      expect(row.reduce((sum, { layout }) => sum + layout.w, 0)).toBe(12);
    }
  });

  test('has figures of executions where there are some', () => {
    const more = propose(SEED, PROPERTIES, true).cards;
    expectSound(more);
    expect(titles(more)).toContain('Cost of executions');
    expectSound(propose([], {}, true).cards);
    expect(titles(propose([], {}, true).cards)).toHaveLength(4);
  });
});

test('events without properties are counted', () => {
  const { cards } = propose([name('ping', 1)], {});
  expectSound(cards);
  expect(titles(cards)).toEqual(['Ping', 'Ping', 'Latest events']);
});

test('names of any kind do no harm', () => {
  const { cards } = propose([name('__proto__', 2), name('constructor', 1)], {});
  expectSound(cards);
  expect(cards[0]).toMatchObject({ query: { event: '__proto__' } });
});

test('nothing gives nothing', () => {
  expect(propose([], {}).cards).toEqual([]);
});
