import { describe, expect, it } from 'vitest';
import type { FeedCard, Filter } from '../api/types';
import { groupFilters, MOST_FILTERS, readFilter, withFilters, writeFilter } from './filters';
import { chart, group } from './fixture';

const CHANNEL: Filter = { property: 'channel', op: 'eq', value: 'whatsapp' };

describe('a condition in the address', () => {
  it.each<Filter>([
    CHANNEL,
    { property: '__proto__', op: 'in', value: ['a', 1, true] },
    { property: '<b>"\u0000', op: 'exists', value: false },
    { property: 'amount', op: 'gt', value: 0 },
  ])('is read as it was written: %o', (filter) => {
    expect(readFilter(writeFilter(filter))).toEqual(filter);
  });

  it.each(['', 'none', '{}', '[]', 'null', '["a","like","b"]', '["a","eq",{}]', '[1,"eq",1]'])(
    'is not read from %s',
    (text) => expect(readFilter(text)).toBeNull(),
  );
});

describe('conditions of a dashboard', () => {
  it('are added to cards that show events', () => {
    const own: Filter = { property: 'amount', op: 'gt', value: 0 };
    expect(withFilters(chart({}, { filters: [own] }), [CHANNEL]).query.filters).toEqual([
      own,
      CHANNEL,
    ]);
    const feed: FeedCard = { ...chart(), type: 'feed', query: {} };
    expect(withFilters(feed, [CHANNEL]).query.filters).toEqual([CHANNEL]);
  });

  it('say nothing of other data', () => {
    const card = chart({}, { dataset: 'executions' });
    expect(withFilters(card, [CHANNEL])).toBe(card);
  });

  it('are no more than the server takes', () => {
    const many = Array.from({ length: 30 }, () => CHANNEL);
    expect(withFilters(chart(), many).query.filters).toHaveLength(MOST_FILTERS);
  });
});

describe('the way to the events of a group', () => {
  const query = chart({}, { groupBy: 'x' }).query;
  const of = (key: string | null) => groupFilters(query, group(key, 1), []);

  it('asks for both where a key may be a number or a text', () => {
    expect(of('pix')).toEqual([{ property: 'x', op: 'eq', value: 'pix' }]);
    expect(of('5')).toEqual([{ property: 'x', op: 'in', value: [5, '5'] }]);
    expect(of('true')).toEqual([{ property: 'x', op: 'in', value: [true, 'true'] }]);
    expect(of('05')).toEqual([{ property: 'x', op: 'eq', value: '05' }]);
    expect(of('')).toEqual([{ property: 'x', op: 'eq', value: '' }]);
  });

  it('asks for what the key stands for, where that is told', () => {
    const number = group('5', 1, { keys: [5] });
    expect(groupFilters(query, number, [])).toEqual([{ property: 'x', op: 'eq', value: 5 }]);
    const rest = group('other', 1, { other: true });
    expect(groupFilters(query, rest, [number, rest])).toEqual([
      { property: 'x', op: 'ne', value: 5 },
    ]);
  });

  it('asks for the absence of the property', () => {
    expect(of(null)).toEqual([{ property: 'x', op: 'exists', value: false }]);
  });

  it('leads to the rest by what it is not', () => {
    const rest = group('other', 1, { other: true });
    expect(groupFilters(query, rest, [group('a', 3), group(null, 2), rest])).toEqual([
      { property: 'x', op: 'exists', value: true },
      { property: 'x', op: 'ne', value: 'a' },
    ]);
  });

  it('takes a group named other for what it is', () => {
    expect(of('other')).toEqual([{ property: 'x', op: 'eq', value: 'other' }]);
  });
});
