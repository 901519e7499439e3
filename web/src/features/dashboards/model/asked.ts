// What a card asks the server for, in the time that is looked at.
import type { TimeRange } from '@/lib/time-range';
import type { ChartCard, Interval, MetricQuery } from '../api/types';

const DAY = 86_400_000;
const PRESET_DAYS = { '15m': 0, '1h': 0, '6h': 0, '24h': 1, '7d': 7, '30d': 30, all: 400 };

function daysOf(range: TimeRange): number {
  if ('range' in range) return PRESET_DAYS[range.range];
  return (Date.parse(range.to) - Date.parse(range.from)) / DAY;
}

/** As many points as a small picture shows. */
function courseInterval(range: TimeRange): Interval {
  const days = daysOf(range);
  if (days <= 4) return 'hour';
  return days <= 120 ? 'day' : 'week';
}

/** A course over time has an interval, shares have none, and a number has a small course under it. */
export function asked({ type, query }: ChartCard, range: TimeRange): MetricQuery {
  if (type === 'pie') return { ...query, interval: undefined };
  if (type === 'line' || type === 'bar') return { ...query, interval: query.interval ?? 'day' };
  return type === 'number'
    ? { ...query, groupBy: undefined, interval: query.interval ?? courseInterval(range) }
    : { ...query, groupBy: undefined };
}

/** Whether the server can answer at all. */
export function isAskable({ query }: ChartCard): boolean {
  if ((query.dataset ?? 'events') === 'events' && !query.event) return false;
  if (query.aggregation === 'rate') return !!query.match?.property;
  return query.aggregation === 'count' || !!query.property;
}
