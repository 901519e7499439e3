// The course in fewer points, for pictures too small to show them all.
import type { Overview, OverviewPoint } from '@/api/types';

type Course = Pick<Overview, 'series' | 'intervalSeconds' | 'to'>;

const ended = ({ success, error, skipped }: OverviewPoint) => success + error + skipped;

/**
 * At most `most` points, of as many buckets each, counted from the end. What is added up elsewhere is a
 * mean of the buckets here, so that a shorter first group does not dip.
 */
export function coarse(series: readonly OverviewPoint[], most: number): OverviewPoint[] {
  const size = Math.max(1, Math.ceil(series.length / most));
  const length = Math.ceil(series.length / size);
  const rest = series.length - length * size;
  return Array.from({ length }, (_, index) =>
    together(series.slice(Math.max(0, rest + index * size), rest + (index + 1) * size)),
  );
}

/** The course without a last bucket that is still filling, which would look like a fall. */
export function finished({ series, intervalSeconds, to }: Course): readonly OverviewPoint[] {
  const last = series.at(-1);
  if (!last || series.length < 3) return series;
  const isFilling = Date.parse(last.start) + intervalSeconds * 1000 > Date.parse(to);
  return isFilling ? series.slice(0, -1) : series;
}

function together(group: readonly OverviewPoint[]): OverviewPoint {
  const each = (read: (point: OverviewPoint) => number | null) =>
    group.reduce((total, point) => total + (read(point) ?? 0), 0) / group.length;
  return {
    start: group[0].start,
    success: each(({ success }) => success),
    error: each(({ error }) => error),
    running: each(({ running }) => running),
    skipped: each(({ skipped }) => skipped),
    p50DurationMs: mean(group, ({ p50DurationMs }) => p50DurationMs),
    p95DurationMs: mean(group, ({ p95DurationMs }) => p95DurationMs),
    totalTokens: each(({ totalTokens }) => totalTokens),
    cost: each(({ cost }) => cost),
  };
}

function mean(group: readonly OverviewPoint[], read: (point: OverviewPoint) => number | null) {
  let [total, weight] = [0, 0];
  for (const point of group) {
    const value = read(point);
    if (value === null) continue;
    const count = Math.max(1, ended(point));
    total += value * count;
    weight += count;
  }
  return weight === 0 ? null : total / weight;
}
