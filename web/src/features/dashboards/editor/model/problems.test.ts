import { expect, test } from 'vitest';
import type { ChartCard, MetricQuery } from '../../api/types';
import { bare, feed, ticket } from './fixture';
import { problemsOf } from './problems';

const asking = (query: Partial<MetricQuery>, type: ChartCard['type'] = 'number'): ChartCard => ({
  ...bare,
  type,
  title: 'T',
  query: { event: 'ticket_resolved', aggregation: 'count', ...query },
});

test('a card that works has no problem', () => {
  expect(problemsOf(asking({}), ticket)).toEqual({});
  expect(problemsOf(asking({ aggregation: 'sum', property: 'duration' }), ticket)).toEqual({});
  expect(problemsOf({ ...feed, title: 'T' }, undefined)).toEqual({});
});

test('what is missing stands where it is missing', () => {
  expect(problemsOf(bare, undefined)).toEqual({ title: 'noTitle', event: 'noEvent' });
  expect(problemsOf(asking({ aggregation: 'avg' }), ticket)).toEqual({ property: 'noProperty' });
  const text = asking({ aggregation: 'avg', property: 'category' });
  expect(problemsOf(text, ticket)).toEqual({ property: 'notNumber' });
  // Nobody knows yet what it is.
  expect(problemsOf(text, undefined)).toEqual({});
  expect(problemsOf(asking({ aggregation: 'rate' }, 'rate'), ticket)).toEqual({ match: 'noMatch' });
  expect(problemsOf(asking({}, 'pie'), ticket)).toEqual({ group: 'noGroup' });
  expect(problemsOf({ ...asking({}), title: 'x'.repeat(201) }, ticket)).toEqual({
    title: 'longTitle',
  });
});

test('a rate of what is false is one', () => {
  const rate = { aggregation: 'rate', match: { property: 'answered', value: false } } as const;
  expect(problemsOf(asking(rate, 'rate'), ticket)).toEqual({});
});
