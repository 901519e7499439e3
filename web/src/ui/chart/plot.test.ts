import { describe, expect, it } from 'vitest';
import { durationScale, plotArea } from './plot';

describe('the axis of durations', () => {
  const labels = (most: number) => durationScale(most).ticks.map(({ label }) => label);

  it('is round in the unit of the longest', () => {
    expect(labels(11_300)).toEqual(['0', '5 s', '10 s', '15 s']);
    expect(labels(640)).toEqual(['0', '250 ms', '500 ms', '750 ms']);
    expect(labels(400_000)).toEqual(['0', '2.5 m', '5 m', '7.5 m']);
  });

  it('is there where nothing took any time', () => {
    expect(labels(0)).toEqual(['0', '1 ms']);
  });
});

describe('places in a chart', () => {
  const buckets = [0, 1, 2, 3].map((hour) => ({ start: hour * 3.6e6, end: (hour + 1) * 3.6e6 }));
  const area = plotArea(400, 200, buckets, durationScale(1000));

  it('lead from a pointer to its bucket and back', () => {
    for (const index of [0, 1, 2, 3]) expect(area.indexAt(area.x(index))).toBe(index);
    expect(area.indexAt(-50)).toBe(0);
    expect(area.indexAt(4_000)).toBe(3);
  });

  it('keep values between floor and top', () => {
    expect(area.y(0)).toBe(area.floor);
    expect(area.y(1000)).toBeGreaterThanOrEqual(area.top);
  });
});
