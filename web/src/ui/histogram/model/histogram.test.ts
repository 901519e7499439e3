import { describe, expect, it } from 'vitest';
import { barPaths, ghostPath } from './bars';
import { domainOf, type HistogramData, readHistogram, sumOf } from './buckets';
import { bucketAt, countTicks, placeOf, roundTop, timeAt } from './scale';
import { edgeNear, indexesOf, moved, spanOf } from './selection';

const minute = 60_000;
const start = Date.UTC(2026, 10, 21, 9, 0);
const data: HistogramData = {
  buckets: [4, 0, 1000, 6].map((total, index) => ({
    start: start + index * minute,
    total,
    counts: { info: index === 2 ? 999 : total, error: index === 2 ? 1 : 0 },
  })),
  interval: minute,
  span: { from: start + 30_000, to: start + 3.5 * minute },
};
const series = ['info', 'error'].map((name) => ({ name, label: name, color: 'red' }));

describe('a histogram', () => {
  it('is read from the answer of the server', () => {
    const items = [{ start: '2026-11-21T09:00:00Z', total: 3, counts: { info: 3 } }];
    const answer = { items, from: '2026-11-21T09:00:10Z', to: '2026-11-21T09:05:00Z' };
    expect(readHistogram({ ...answer, intervalSeconds: 300 })).toEqual({
      buckets: [{ start, total: 3, counts: { info: 3 } }],
      interval: 300_000,
      span: { from: start + 10_000, to: start + 300_000 },
    });
  });

  it('shows whole buckets, and a moment where there is none', () => {
    expect(domainOf(data)).toEqual({ from: start, to: start + 4 * minute });
    const nothing = { buckets: [], interval: minute, span: { from: 5, to: 5 } };
    expect(domainOf(nothing)).toEqual({ from: 5, to: 6 });
  });

  it('adds up a stretch of time', () => {
    expect(sumOf(data)).toEqual({ total: 1010, counts: { info: 1009, error: 1 } });
    expect(sumOf(data, { from: start + minute, to: start + 3 * minute }).total).toBe(1000);
    expect(sumOf(data, { from: start + 90_000, to: start + 90_001 }).total).toBe(0);
  });
});

describe('the axis of counts', () => {
  it('ends at a round number', () => {
    expect([0, 1, 3, 7, 42, 999, 1001].map(roundTop)).toEqual([1, 1, 4, 8, 50, 1000, 2000]);
  });

  it('has a middle where there is room for a whole one', () => {
    expect(countTicks(100, 80)).toEqual([0, 50, 100]);
    expect(countTicks(5, 80)).toEqual([0, 5]);
    expect(countTicks(100, 40)).toEqual([0, 100]);
  });
});

describe('places', () => {
  it('lead to times and back', () => {
    const domain = domainOf(data);
    expect(placeOf(start + minute, domain, 400)).toBe(100);
    expect(timeAt(100, domain, 400)).toBe(start + minute);
    expect(timeAt(-50, domain, 400)).toBe(domain.from);
    expect(timeAt(9, domain, 0)).toBe(domain.from);
    expect([-5, 0, 3.99, 99].map((n) => bucketAt(start + n * minute, domain, minute))).toEqual([
      0, 0, 3, 3,
    ]);
  });
});

describe('bars', () => {
  const box = { width: 400, height: 100, top: 1000 };
  it('stack from the ground, and what is there is seen', () => {
    const [info, error] = barPaths(data.buckets, series, box);
    expect(info).toBe('M0 99h99v1h-99zM200 0.1h99v99.9h-99zM300 99h99v1h-99z');
    expect(error).toBe('M200 0h99v0.1h-99z');
  });

  it('of what was not counted keep their shape', () => {
    expect(ghostPath([10, 5, 400, 400], box, 2)).toBe('M0 40h99v60h-99zM100 70h99v30h-99z');
    expect(ghostPath([], box, 0)).toBe('');
  });
});

describe('a selection', () => {
  it('is made of buckets, in either direction, within the time asked for', () => {
    expect(spanOf(data, 2, 1)).toEqual({ from: start + minute, to: start + 3 * minute });
    expect(spanOf(data, 0, 9)).toEqual(data.span);
    expect(spanOf({ ...data, buckets: [] }, 0, 1)).toBeNull();
    expect(indexesOf(data, { from: start + minute, to: start + 3 * minute })).toEqual([1, 2]);
    expect(indexesOf(data, data.span)).toEqual([0, 3]);
  });

  it('is held by the edge that is near', () => {
    expect(edgeNear(98, [100, 200], 6)).toBe(0);
    expect(edgeNear(203, [100, 200], 6)).toBe(1);
    expect(edgeNear(150, [100, 200], 6)).toBeNull();
    expect(edgeNear(100, null, 6)).toBeNull();
  });

  it('is moved by keys', () => {
    expect(moved('ArrowLeft', 0, 4)).toBe(0);
    expect(moved('ArrowRight', 0, 4)).toBe(1);
    expect(moved('End', 0, 4)).toBe(3);
    expect(moved('PageUp', 5, 100)).toBe(15);
    expect(moved('x', 0, 4)).toBeNull();
  });
});
