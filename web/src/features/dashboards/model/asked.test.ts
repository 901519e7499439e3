import { describe, expect, it } from 'vitest';
import { asked, isAskable } from './asked';
import { chart } from './fixture';

const WEEK = { range: '7d' } as const;

describe('what a card asks', () => {
  it('has as many points as its picture shows', () => {
    const number = chart({ type: 'number' }, { interval: undefined, groupBy: 'x' });
    expect(asked(number, WEEK)).toMatchObject({ interval: 'day', groupBy: undefined });
    expect(asked(number, { range: '24h' }).interval).toBe('hour');
    expect(asked(number, { range: 'all' }).interval).toBe('week');
    expect(asked(chart({ type: 'pie' }), WEEK).interval).toBeUndefined();
    expect(asked(chart({ type: 'line' }, { interval: undefined }), WEEK).interval).toBe('day');
  });

  it('is asked only once it is whole', () => {
    expect(isAskable(chart())).toBe(true);
    expect(isAskable(chart({}, { event: undefined }))).toBe(false);
    expect(isAskable(chart({}, { event: undefined, dataset: 'logs' }))).toBe(true);
    expect(isAskable(chart({}, { aggregation: 'sum' }))).toBe(false);
    expect(isAskable(chart({}, { aggregation: 'rate' }))).toBe(false);
  });
});
