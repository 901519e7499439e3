// What a chart's library draws: rows of values by bucket, without names that might be anything.
import type { ChartBucket } from './buckets';
import type { ChartSeries } from './series';

export interface ChartRow {
  index: number;
  /** The middle of its bucket. */
  middle: number;
  isPart: boolean;
  /** One for each series. */
  values: (number | null)[];
  /** Those of whole buckets, and of whole ones with parts beside them: drawn solid and dashed. */
  solid: (number | null)[];
  dashed: (number | null)[];
}

export function chartRows(
  buckets: readonly ChartBucket[],
  series: readonly ChartSeries[],
): ChartRow[] {
  const isPart = (index: number) => buckets[index]?.isPart ?? false;
  return buckets.map(({ start, end }, index) => {
    const values = series.map((each) => each.values[index] ?? null);
    const touchesPart = isPart(index) || isPart(index - 1) || isPart(index + 1);
    const none = values.map(() => null);
    return {
      index,
      middle: (start + end) / 2,
      isPart: isPart(index),
      values,
      solid: isPart(index) ? none : values,
      dashed: touchesPart ? values : none,
    };
  });
}

/** Heights of stacks, up and down: what the axis has to hold. */
export const stackEnds = (rows: readonly ChartRow[]): number[] =>
  rows.flatMap(({ values }) => {
    const known = values.filter((value) => value !== null);
    const up = known.filter((value) => value > 0).reduce((sum, value) => sum + value, 0);
    const down = known.filter((value) => value < 0).reduce((sum, value) => sum + value, 0);
    return [up, down];
  });

/** Whether a value stands alone: a line through it would not be seen. */
export function isAlone(rows: readonly ChartRow[], at: number, series: number): boolean {
  const value = (index: number) => rows[index]?.values[series] ?? null;
  return value(at) !== null && value(at - 1) === null && value(at + 1) === null;
}
