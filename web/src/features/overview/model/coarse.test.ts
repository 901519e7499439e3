import { describe, expect, it } from 'vitest';
import { coarse, finished } from './coarse';
import { overview } from './fixture';

const [busy, silent] = overview().series;

describe('fewer points', () => {
  it('are never more than asked for, and as high as the buckets in them', () => {
    const series = Array.from({ length: 97 }, () => busy);
    const points = coarse(series, 24);
    expect(points.length).toBeLessThanOrEqual(24);
    for (const { success } of points) expect(success).toBe(busy.success);
  });

  it('leave out a bucket that is still filling', () => {
    const course = { series: [busy, busy, busy], intervalSeconds: 900 };
    const series = course.series.map((point, at) => ({
      ...point,
      start: new Date(at * 900_000).toISOString(),
    }));
    const to = (seconds: number) => new Date(seconds * 1000).toISOString();
    expect(finished({ ...course, series, to: to(2_600) })).toHaveLength(2);
    expect(finished({ ...course, series, to: to(2_700) })).toHaveLength(3);
  });

  it('average durations by how many ended, over those that have one', () => {
    const slow = { ...busy, success: 28, p50DurationMs: 3800 };
    expect(coarse([busy, slow, silent], 1)[0].p50DurationMs).toBe(3300);
    expect(coarse([silent], 1)[0].p50DurationMs).toBeNull();
  });

  it('are the points themselves where there are few', () => {
    expect(coarse([silent, busy], 24)).toHaveLength(2);
  });
});
