import { expect, test } from 'vitest';
import type { ChartCard } from '../../api/types';
import { cardForEvent, withAggregation, withKind } from './cards';
import { bare, feed, ticket } from './fixture';
import { retitled, spoken, titleOf } from './title';

const card = cardForEvent(bare, 'ticket_resolved', ticket) as ChartCard;

test('a title says what the card asks', () => {
  expect(titleOf(bare)).toBe('');
  expect(titleOf(card)).toBe('Ticket resolved');
  expect(titleOf(withAggregation(card, 'avg', ticket))).toBe('Ticket resolved: average duration');
  expect(titleOf(withKind(card, 'rate', ticket))).toBe('Ticket resolved: answered');
  expect(titleOf(withKind(card, 'pie', ticket))).toBe('Ticket resolved by category');
  expect(titleOf(feed)).toBe('Latest events');
  expect(titleOf({ ...feed, query: { event: ['handoff'] } })).toBe('Latest: handoff');
  const slow = { dataset: 'executions', aggregation: 'p95', property: 'durationMs' } as const;
  expect(titleOf({ ...card, query: slow })).toBe('Executions: p95 of duration');
});

test('names of any kind are spoken', () => {
  expect(spoken('callEnded')).toBe('call ended');
  expect(spoken('<img src=x onerror=alert(1)>')).toBe('<img src=x onerror=alert(1)>');
  expect(spoken('x'.repeat(500))).toHaveLength(61);
  expect(titleOf({ ...card, query: { ...card.query, groupBy: '__proto__' } })).toContain(
    'by proto',
  );
});

test('a title is renewed until somebody writes one', () => {
  const first = retitled(bare, card);
  expect(first.title).toBe('Ticket resolved');
  const rate = retitled(first, withKind(first, 'rate', ticket));
  expect(rate.title).toBe('Ticket resolved: answered');
  const own = { ...rate, title: 'Answered first time' };
  expect(retitled(own, withKind(own, 'pie', ticket)).title).toBe('Answered first time');
});
