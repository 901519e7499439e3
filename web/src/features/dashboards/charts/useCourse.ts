import { useMemo } from 'react';
import { t } from '@/lib/strings';
import { chartBuckets } from '../model/buckets';
import { valueText } from '../model/figure';
import { chartRows } from '../model/rows';
import { chartSeries } from '../model/series';
import { type ChartProps, openedAt } from './chart-props';
import type { Reading, Spot } from './Plot';

const words = t.dashboards.chart;

/** A course over time, as lines and bars draw it. */
export function useCourse({ card, answer, onOpen }: ChartProps) {
  const interval = card.query.interval ?? 'day';
  const { series, buckets, rows } = useMemo(() => {
    const series = chartSeries(card, answer);
    const buckets = chartBuckets(answer, interval);
    return { series, buckets, rows: chartRows(buckets, series) };
  }, [card, answer, interval]);
  const was = card.query.groupBy ? undefined : answer.previous?.series;

  function read(spot: Spot, x: number): Reading {
    const bucket = buckets[spot.index];
    const meant = series.filter((_, at) => spot.series === null || spot.series === at);
    const said = meant.map(({ id, label, color, values }) => ({
      id,
      label,
      color,
      value: valueText(card, values[spot.index] ?? null),
    }));
    const before = was?.[spot.index];
    if (before) {
      const value = valueText(card, before.value);
      said.push({ id: 'before', label: words.before, color: 'var(--text-3)', value });
    }
    const title = `${bucket?.name ?? ''}${bucket?.isPart ? ` (${words.part})` : ''}`;
    return { x, title, rows: said, hint: onOpen && words.open };
  }

  function open(spot: Spot) {
    const group = spot.series === null ? null : (series[spot.series]?.group ?? null);
    onOpen?.(openedAt(answer, buckets[spot.index], group));
  }
  return { interval, series, buckets, rows, was, read, open: onOpen && open };
}
