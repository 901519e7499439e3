import { useMemo } from 'react';
import { t } from '@/lib/strings';
import { chartBuckets } from '../model/buckets';
import { valueText } from '../model/figure';
import { chartSeries } from '../model/series';
import type { ChartProps } from './chart-props';

const words = t.dashboards.chart;
/** Rows; the figures of more are in the events. */
const MOST = 60;

/** A chart's figures for who does not see it. */
export function ChartTable({ card, answer }: ChartProps) {
  const series = useMemo(() => chartSeries(card, answer), [card, answer]);
  const buckets = useMemo(
    () => (card.type === 'pie' ? [] : chartBuckets(answer, card.query.interval ?? 'day')),
    [card, answer],
  );
  const first = Math.max(0, buckets.length - MOST);
  const caption =
    first > 0 ? `${words.table(card.title)}, ${words.latest(MOST)}` : words.table(card.title);
  return (
    <div className="hidden">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.bucket}</th>
            {series.map(({ id, label }) => (
              <th key={id} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {buckets.slice(first).map(({ start, name }, index) => (
            <tr key={start}>
              <th scope="row">{name}</th>
              {series.map(({ id, values }) => (
                <td key={id}>{valueText(card, values[first + index] ?? null)}</td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{words.total}</th>
            {series.map(({ id, total }) => (
              <td key={id}>{valueText(card, total)}</td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}
