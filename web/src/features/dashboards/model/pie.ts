// The geometry of a donut: slices from twelve o'clock, the largest first, and words beside them.
import { apart } from '@/ui/chart/path';
import type { ChartSeries } from './series';

export interface Slice {
  series: ChartSeries;
  value: number;
  share: number;
  /** In turns from twelve o'clock. */
  from: number;
  to: number;
}

/** What can be a part of a whole; the rest of the groups comes last, however large. */
export function slices(series: readonly ChartSeries[]): Slice[] {
  const parts = series.filter(({ total }) => total !== null && total > 0);
  const rank = (each: ChartSeries) => (each.group?.other ? -1 : (each.total ?? 0));
  parts.sort((a, b) => rank(b) - rank(a));
  const all = parts.reduce((sum, { total }) => sum + (total ?? 0), 0);
  let from = 0;
  return parts.map((each) => {
    const value = each.total ?? 0;
    const slice = { series: each, value, share: value / all, from, to: from + value / all };
    from = slice.to;
    return slice;
  });
}

export interface Ring {
  x: number;
  y: number;
  outer: number;
  inner: number;
}

/** Room that words take at each side, and above and below. */
const BESIDE = 84;
const OVER = 26;

export function ring(width: number, height: number): Ring {
  const outer = Math.max(18, Math.min(height / 2 - OVER, width / 2 - BESIDE, 92));
  return { x: width / 2, y: height / 2, outer, inner: outer * 0.62 };
}

export const onRing = ({ x, y }: Ring, turn: number, radius: number) =>
  [x + Math.sin(turn * 2 * Math.PI) * radius, y - Math.cos(turn * 2 * Math.PI) * radius] as const;

export interface SliceLabel {
  slice: Slice;
  isRight: boolean;
  /** Where its line begins, bends and ends. */
  line: readonly (readonly [number, number])[];
  x: number;
  y: number;
  width: number;
}

/** A slice smaller than this is named only when it is pointed at. */
const LEAST_SHARE = 0.01;
/** Two lines of words and air. */
const LABEL = 30;

/** A label for each slice, moved apart at each side; those that find no room are left to the table. */
export function sliceLabels(
  parts: readonly Slice[],
  at: Ring,
  size: { width: number; height: number },
) {
  const sides = [true, false].map((isRight) => {
    const own = parts.filter(
      ({ from, to, share }) => share >= LEAST_SHARE && (from + to) / 2 < 0.5 === isRight,
    );
    const most = Math.max(1, Math.floor(size.height / LABEL));
    const kept = [...own].sort((a, b) => b.share - a.share).slice(0, most);
    return side(
      own.filter((slice) => kept.includes(slice)),
      isRight,
      at,
      size,
    );
  });
  return sides.flat();
}

function side(
  own: readonly Slice[],
  isRight: boolean,
  at: Ring,
  { width, height }: { width: number; height: number },
): SliceLabel[] {
  const middle = ({ from, to }: Slice) => (from + to) / 2;
  const wished = own.map((slice) => onRing(at, middle(slice), at.outer + 12)[1]);
  const heights = apart(wished, LABEL, height - LABEL / 2).map((each) => Math.max(LABEL / 2, each));
  const sign = isRight ? 1 : -1;
  return own.map((slice, index) => {
    const y = heights[index] ?? at.y;
    const bend = onRing(at, middle(slice), at.outer + 9);
    // Beside the ring, however far the label had to move along it.
    const ringEdge = Math.sqrt(Math.max(0, (at.outer + 6) ** 2 - (y - at.y) ** 2));
    const away = Math.max(Math.abs(bend[0] - at.x) + 6, ringEdge + 4);
    const end = at.x + sign * away;
    const x = end + sign * 4;
    return {
      slice,
      isRight,
      line: [onRing(at, middle(slice), at.outer + 2), bend, [end, y]],
      x,
      y,
      width: isRight ? width - x : x,
    };
  });
}
