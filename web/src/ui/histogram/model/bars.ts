// Stacked bars as one path for each series: a few elements, however many buckets there are.
import type { Bucket, Series } from './buckets';

/** Pixels between bars, and what a count other than 0 gets at least, so that one error among thousands shows. */
const GAP = 1;
const LEAST = 1;

export interface Box {
  width: number;
  height: number;
  /** The count at its upper edge. */
  top: number;
}

const round = (value: number) => Math.round(value * 100) / 100;

const bar = (x: number, y: number, width: number, height: number) =>
  `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${-round(width)}z`;

/** The path of each series, in their order from the ground up. Places are counted from the upper left. */
export function barPaths(
  buckets: readonly Bucket[],
  series: readonly Series[],
  { width, height, top }: Box,
): string[] {
  const paths = series.map(() => '');
  const step = buckets.length > 0 ? width / buckets.length : 0;
  const thickness = barWidth(step);
  buckets.forEach(({ counts }, index) => {
    let ground = height;
    series.forEach(({ name }, at) => {
      const count = counts[name] ?? 0;
      if (count <= 0) return;
      const tall = Math.min(ground, Math.max(LEAST, (count / top) * height));
      ground -= tall;
      paths[at] += bar(index * step, ground, thickness, tall);
    });
  });
  return paths;
}

/** Bars of what has not been counted yet: their shape alone, on a scale of their own. */
export function ghostPath(totals: readonly number[], { width, height }: Box, upTo: number): string {
  const most = Math.max(1, ...totals.slice(0, upTo));
  const step = totals.length > 0 ? width / totals.length : 0;
  return totals
    .slice(0, upTo)
    .map((total, index) => {
      if (total <= 0) return '';
      const tall = Math.max(LEAST, (total / most) * height * 0.6);
      return bar(index * step, height - tall, barWidth(step), tall);
    })
    .join('');
}

const barWidth = (step: number) => (step > 3 * GAP ? step - GAP : step * 0.8);
