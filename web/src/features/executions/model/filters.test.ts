import { describe, expect, it } from 'vitest';
import { chipText, cleared, isActive, parseDuration, pickFilters, readFilters } from './filters';

describe('filters in the URL', () => {
  it('are read from single and repeated parameters', () => {
    const found = readFilters({ status: 'error', agentId: ['a', 'b', 'a'], minDurationMs: '2000' });
    expect(found).toMatchObject({ status: ['error'], agentId: ['a', 'b'], minDurationMs: 2000 });
  });

  it('drop what the server would refuse', () => {
    const found = readFilters({
      status: ['burning', 'error'],
      type: 'nonsense',
      maxDurationMs: '-1',
    });
    expect(found.status).toEqual(['error']);
    expect(found.type).toBeUndefined();
    expect(found.maxDurationMs).toBeUndefined();
  });

  it('leave the rest of the URL alone', () => {
    expect(pickFilters({ search: 'x', sort: 'cost' } as never)).not.toHaveProperty('sort');
  });

  it('are cleared by field', () => {
    expect(isActive({ entityType: 'phone' }, 'entity')).toBe(true);
    expect(isActive({ entityType: 'phone', ...cleared('entity') }, 'entity')).toBe(false);
  });
});

describe('a chip', () => {
  it('names the first value and counts the others', () => {
    const text = chipText({ agentId: ['support', 'b', 'c'] }, 'agentId');
    expect(text).toEqual({ verb: 'is', value: 'support', rest: 'or 2 more' });
  });

  it('reads durations', () => {
    expect(chipText({ minDurationMs: 2000 }, 'duration')).toMatchObject({
      verb: '≥',
      value: '2.00 s',
    });
    expect(chipText({ minDurationMs: 100, maxDurationMs: 2000 }, 'duration').value).toBe(
      '100 ms – 2.00 s',
    );
  });
});

describe('a duration typed in', () => {
  it.each([
    ['2s', 2000],
    ['1,5 m', 90_000],
    ['500', 500],
    [' 500 ms ', 500],
    ['two', null],
    ['2 weeks', null],
  ])('%j is %s', (text, ms) => expect(parseDuration(text)).toBe(ms));
});
