import { describe, expect, it } from 'vitest';
import { DEFAULT_RANGE, readRange, resolveRange } from './time-range';

describe('a range in the URL', () => {
  it('is a preset or two instants', () => {
    expect(readRange({ range: '7d' })).toEqual({ range: '7d' });
    const absolute = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
    expect(readRange({ range: '7d', ...absolute })).toEqual(absolute);
  });

  it('falls back where it cannot be read', () => {
    expect(readRange({ range: 'century' })).toBe(DEFAULT_RANGE);
    expect(readRange({ from: 'yesterday', to: 'today' })).toBe(DEFAULT_RANGE);
  });
});

describe('a range for the server', () => {
  it('counts back from now and leaves the end open', () => {
    const now = Date.parse('2026-11-21T12:00:00Z');
    expect(resolveRange({ range: '1h' }, now)).toEqual({ from: '2026-11-21T11:00:00.000Z' });
  });

  it('is nothing at all for all time', () => expect(resolveRange({ range: 'all' })).toEqual({}));
});
