// The row of figures at the top.
import type { Overview, OverviewPoint, OverviewTotal } from '@/api/types';
import {
  amountFigure,
  type Change,
  change,
  changeInPoints,
  durationFigure,
  type Figure,
  money,
  rateText,
} from '@/lib/figures';
import { count } from '@/lib/format';
import { coarse, finished } from './coarse';
import {
  costliest,
  isComparable,
  type ListTarget,
  longerThan,
  mostTokens,
  withStatus,
} from './links';

export type TileId = 'executions' | 'errorRate' | 'p50' | 'p95' | 'tokens' | 'cost';

export interface Tile {
  id: TileId;
  figure: Figure;
  change: Change | null;
  /** Whether the change is one to worry about. */
  isWorse: boolean;
  /** What it was in the period before, where there was something. */
  before: string | null;
  values: (number | null)[];
  color: string;
  target: ListTarget;
}

/** Changes from here on are marked: in percent, and for a rate in points. */
const SLOWER = 10;
const MORE_ERRORS = 0.5;

/** Points of a tile's picture. */
const POINTS = 32;

const QUIET = 'var(--text-3)';
const DURATION = 'var(--agent)';

const all = ({ success, error, running, skipped }: OverviewPoint) =>
  success + error + running + skipped;

/** Percent of a bucket's executions. */
function errorRate(point: OverviewPoint): number | null {
  const count = all(point);
  return count === 0 ? null : (point.error / count) * 100;
}

const written = ({ value, unit }: Figure) => (unit ? `${value} ${unit}` : value);
const dash = { value: '–', unit: '' };

interface Source {
  id: TileId;
  read: (figures: OverviewTotal) => number | null;
  figure: (value: number) => Figure;
  values: (point: OverviewPoint) => number | null;
  target: (total: OverviewTotal) => ListTarget;
  color?: string;
  isShare?: boolean;
  isWorse?: (now: number, before: number) => boolean;
}

const isSlower = (now: number, before: number) => now >= before * (1 + SLOWER / 100);

const SOURCES: readonly Source[] = [
  {
    id: 'executions',
    read: ({ executions }) => executions,
    figure: (value) => ({ value: count(value), unit: '' }),
    values: all,
    target: () => ({}),
  },
  {
    id: 'errorRate',
    read: (figures) => figures.errorRate,
    figure: (value) => ({ value: rateText(value), unit: '%' }),
    values: errorRate,
    target: () => withStatus('error'),
    color: 'var(--error)',
    isShare: true,
    isWorse: (now, before) => now - before >= MORE_ERRORS,
  },
  {
    id: 'p50',
    read: ({ p50DurationMs }) => p50DurationMs,
    figure: durationFigure,
    values: ({ p50DurationMs }) => p50DurationMs,
    target: ({ p50DurationMs }) => longerThan(p50DurationMs),
    color: DURATION,
    isWorse: isSlower,
  },
  {
    id: 'p95',
    read: ({ p95DurationMs }) => p95DurationMs,
    figure: durationFigure,
    values: ({ p95DurationMs }) => p95DurationMs,
    target: ({ p95DurationMs }) => longerThan(p95DurationMs),
    color: DURATION,
    isWorse: isSlower,
  },
  {
    id: 'tokens',
    read: ({ totalTokens }) => totalTokens,
    figure: amountFigure,
    values: ({ totalTokens }) => totalTokens,
    target: () => mostTokens,
  },
  {
    id: 'cost',
    read: ({ cost }) => cost,
    figure: (value) => ({ value: money(value), unit: '' }),
    values: ({ cost }) => cost ?? 0,
    target: () => costliest,
  },
];

export function tiles(overview: Overview): Tile[] {
  const { total, previous } = overview;
  const old = isComparable(previous) ? previous : null;
  const course = coarse(finished(overview), POINTS);
  return SOURCES.map((source) => {
    const now = source.read(total);
    const was = old && source.read(old);
    const compare = source.isShare ? changeInPoints : change;
    return {
      id: source.id,
      figure: now === null ? dash : source.figure(now),
      change: compare(now, was),
      isWorse: now !== null && was !== null && (source.isWorse?.(now, was) ?? false),
      before: was === null ? null : written(source.figure(was)),
      values: course.map(source.values),
      color: source.color ?? QUIET,
      target: source.target(total),
    };
  });
}
