import { describe, expect, test } from 'vitest';
import type { ChartCard } from '../../api/types';
import {
  aggregationsFor,
  cardForEvent,
  propertyFields,
  withAggregation,
  withDataset,
  withFeedOf,
  withKind,
  withQuery,
  withSize,
} from './cards';
import { fieldsOf } from './fields';
import { alert, bare, feed, payment, ticket } from './fixture';

const ticketCard = cardForEvent(bare, 'ticket_resolved', ticket) as ChartCard;
const as = (type: ChartCard['type']) => withKind(ticketCard, type, ticket) as ChartCard;

describe('choosing an event', () => {
  test('gives a card that works at once', () => {
    expect(ticketCard.query).toEqual({
      event: 'ticket_resolved',
      aggregation: 'count',
      compare: 'previous',
    });
    expect(cardForEvent(feed, 'handoff', []).query).toEqual({ event: 'handoff' });
  });

  test('keeps what the other event has too, and lets go of the rest', () => {
    const grouped = withQuery(as('bar'), {
      aggregation: 'sum',
      property: 'duration',
      groupBy: 'category',
      filters: [
        { property: 'answered', op: 'eq', value: true },
        { property: 'duration', op: 'gt', value: 1 },
      ],
    });
    const other = fieldsOf('events', []).concat(ticket.filter(({ name }) => name !== 'category'));
    const next = cardForEvent(grouped, 'ticket_reopened', other) as ChartCard;
    expect(next.query).toMatchObject({ aggregation: 'sum', property: 'duration' });
    expect(next.query.groupBy).toBeUndefined();
    expect(next.query.filters).toHaveLength(2);
    const paid = cardForEvent(grouped, 'payment_processed', payment) as ChartCard;
    expect(paid.query).toEqual({
      event: 'payment_processed',
      aggregation: 'sum',
      property: 'amount',
      interval: 'day',
      compare: 'previous',
    });
    // An alert has no number to add up.
    expect((cardForEvent(grouped, 'alert_received', alert) as ChartCard).query.aggregation).toBe(
      'count',
    );
  });
});

describe('switching the kind', () => {
  test('a rate is of what is true', () => {
    expect(as('rate').query).toMatchObject({
      aggregation: 'rate',
      match: { property: 'answered', value: true },
    });
  });

  test('without yes and no, a rate is of the most frequent value', () => {
    const card = cardForEvent(as('rate'), 'alert_received', alert) as ChartCard;
    expect(card.query.match).toEqual({ property: 'severity', value: 'High' });
  });

  test('a pie is divided by the first property of a few texts', () => {
    expect(as('pie').query).toEqual({
      event: 'ticket_resolved',
      aggregation: 'count',
      groupBy: 'category',
    });
  });

  test('a number that becomes a line keeps what it asks', () => {
    const sum = withAggregation(ticketCard, 'avg', ticket);
    expect(sum.query).toMatchObject({ aggregation: 'avg', property: 'duration' });
    expect((withKind(sum, 'line', ticket) as ChartCard).query).toEqual({
      ...sum.query,
      interval: 'day',
    });
    // Averages make no whole.
    expect((withKind(sum, 'pie', ticket) as ChartCard).query.aggregation).toBe('count');
  });

  test('a feed keeps event and filters, and gives them back', () => {
    const filters = [{ property: 'category', op: 'eq' as const, value: 'network' }];
    const list = withKind(withQuery(ticketCard, { filters }), 'feed', ticket);
    expect(list).toMatchObject({ type: 'feed', query: { event: 'ticket_resolved', filters } });
    expect((withKind(list, 'number', ticket) as ChartCard).query).toEqual({
      event: 'ticket_resolved',
      aggregation: 'count',
      filters,
      compare: 'previous',
    });
    const executions = withDataset(ticketCard, 'executions', fieldsOf('executions'));
    expect(withKind(executions, 'feed', []).query).toEqual({});
  });
});

test('aggregations are those that fit the kind and the types', () => {
  expect(aggregationsFor('rate', 'events', ticket)).toEqual(['rate']);
  expect(aggregationsFor('number', 'events', alert)).toEqual(['count', 'distinct_count']);
  expect(aggregationsFor('pie', 'events', ticket)).toEqual(['count', 'sum', 'distinct_count']);
  expect(aggregationsFor('line', 'events', ticket)).toContain('rate');
  expect(aggregationsFor('line', 'logs', fieldsOf('logs'))).toEqual(['count', 'rate']);
  expect(aggregationsFor('number', 'events', [])).toEqual(['count']);
  expect(propertyFields('sum', ticket).map(({ name }) => name)).toEqual(['duration']);
});

test('another dataset begins anew, and what it can be asked is known', () => {
  const rate = withDataset(as('rate'), 'logs', fieldsOf('logs')) as ChartCard;
  expect(rate.query).toMatchObject({
    dataset: 'logs',
    aggregation: 'rate',
    match: { property: 'level', value: 'error' },
  });
  expect(rate.query.event).toBeUndefined();
  const pie = withDataset(as('pie'), 'spans', fieldsOf('spans')) as ChartCard;
  expect(pie.query).toEqual({ dataset: 'spans', aggregation: 'count', groupBy: 'type' });
});

test('before properties are known, nothing that was chosen is lost', () => {
  const card = withQuery(bare, { event: 'x', aggregation: 'sum', property: 'amount' });
  expect(withQuery(card, { compare: undefined }).query).toEqual({
    event: 'x',
    aggregation: 'sum',
    property: 'amount',
  });
  expect((withKind(card, 'line', undefined) as ChartCard).query).toEqual({
    ...card.query,
    interval: 'day',
  });
  const rate = withKind(card, 'rate', undefined) as ChartCard;
  expect(rate.query.aggregation).toBe('rate');
  expect((withKind(rate, 'pie', undefined) as ChartCard).query.aggregation).toBe('count');
});

test('what no longer fits is not sent', () => {
  const card = withQuery(as('rate'), { aggregation: 'count' });
  expect(card.query.match).toBeUndefined();
  const sum = withAggregation(ticketCard, 'sum', ticket);
  expect(withAggregation(sum, 'count', ticket).query).toEqual(ticketCard.query);
});

test('a feed lists all events, one name, or several', () => {
  const one = withFeedOf(feed, 'handoff');
  expect(one.query.event).toBe('handoff');
  const two = withFeedOf(one, 'ticket_resolved');
  expect(two.query.event).toEqual(['handoff', 'ticket_resolved']);
  expect(withFeedOf(two, 'handoff').query.event).toBe('ticket_resolved');
  expect(withFeedOf(two, null).query).toEqual({});
  expect(withFeedOf(one, 'handoff').query).toEqual({});
});

test('a card in the size of its kind stays on the board', () => {
  const card = { ...as('line'), layout: { x: 9, y: 2, w: 3, h: 4 } };
  expect(withSize(card).layout).toEqual({ x: 5, y: 2, w: 7, h: 9 });
});

test('colours of groups go with the groups', () => {
  const card = { ...as('pie'), colors: { network: 'llm' } };
  expect(withQuery(card, { limit: 5 }).colors).toEqual({ network: 'llm' });
  expect(withQuery(card, { groupBy: 'answered' }).colors).toBeUndefined();
});
