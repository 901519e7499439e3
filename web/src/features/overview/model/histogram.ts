// The course of the time range, as charts take it.
import type { Overview } from '@/api/types';
import type { HistogramData } from '@/ui/histogram/model/buckets';
import { spanText } from '@/ui/histogram/model/time-ticks';

type Course = Pick<Overview, 'from' | 'to' | 'intervalSeconds' | 'series'>;

export function statusHistogram({ from, to, intervalSeconds, series }: Course): HistogramData {
  return {
    buckets: series.map(({ start, success, error, running, skipped }) => ({
      start: Date.parse(start),
      total: success + error + running + skipped,
      counts: { success, error, running, skipped },
    })),
    interval: intervalSeconds * 1000,
    span: { from: Date.parse(from), to: Date.parse(to) },
  };
}

/** Where each bucket begins and ends, and what it is called. */
export function buckets({ intervalSeconds, series }: Course) {
  return series.map((point) => {
    const start = Date.parse(point.start);
    const end = start + intervalSeconds * 1000;
    return { start, end, name: spanText({ from: start, to: end }) };
  });
}
