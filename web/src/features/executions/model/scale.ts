// What is long among the rows on screen.
import type { Execution } from '@/api/types';

export interface DurationScale {
  /** Fills the small bar, in milliseconds: nine of ten rows are shorter. */
  full: number;
  /** From here on a row is slow: three times the median, and more than a second. */
  slow: number;
}

export function durationScale(rows: readonly Execution[]): DurationScale {
  const known = rows.flatMap(({ durationMs }) => (durationMs === null ? [] : [durationMs]));
  const sorted = known.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return { full: Math.max(at(0.9) * 1.2, 1), slow: Math.max(at(0.5) * 3, 1000) };
}
