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

  it('take bounds of a score beside its name alone', () => {
    const bounds = { minScore: '-0.5', maxScore: '0.9' };
    expect(readFilters({ scoreName: 'helpful', ...bounds })).toMatchObject({
      scoreName: 'helpful',
      minScore: -0.5,
      maxScore: 0.9,
    });
    expect(readFilters(bounds)).toMatchObject({ minScore: undefined, maxScore: undefined });
    expect(readFilters({ scoreName: 'helpful', minScore: 'much' }).minScore).toBeUndefined();
    expect(isActive({ scoreName: 'helpful', minScore: 0, ...cleared('score') }, 'score')).toBe(
      false,
    );
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

  it.each([
    [{}, 'any value'],
    [{ minScore: 0.25 }, '≥ 0.25'],
    [{ maxScore: 0 }, '≤ 0'],
    [{ minScore: 0.2, maxScore: 0.2999999 }, '0.2 – 0.3'],
    [{ minScore: 1, maxScore: 1 }, '= 1'],
  ])('reads the bounds of a score %j as %s', (bounds, rest) => {
    const found = chipText({ scoreName: 'helpful', ...bounds }, 'score');
    expect(found).toEqual({ verb: '', value: 'helpful', rest });
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
