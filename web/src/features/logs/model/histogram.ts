// What the histogram of the page shows: counts that may have come in parts, and how far they go.
import type { LogHistogram } from '@/api/types';
import { type Bucket, type HistogramData, readHistogram } from '@/ui/histogram/model/buckets';

export interface Counted {
  data: HistogramData;
  total: number;
  counts: Record<string, number>;
  /** Where the count was cut off: records before it were not looked at. Null when all were. */
  until: number | null;
}

/** The parts of one count, the newest first, as one. The first has all buckets, in part empty. */
export function counted(parts: readonly LogHistogram[]): Counted | null {
  const [first, ...others] = parts;
  const last = parts.at(-1);
  if (!first || !last) return null;
  const data = readHistogram(first);
  const rest = new Map<number, Bucket>();
  for (const part of others)
    for (const bucket of readHistogram(part).buckets)
      rest.set(bucket.start, sum(rest.get(bucket.start), bucket));
  const buckets = data.buckets.map((bucket) => sum(rest.get(bucket.start), bucket));
  const all = buckets.reduce<Bucket>((one, other) => sum(one, other), {
    start: 0,
    total: 0,
    counts: {},
  });
  return {
    data: { ...data, buckets },
    total: all.total,
    counts: { ...all.counts },
    until: last.complete || !last.searchedTo ? null : Date.parse(last.searchedTo),
  };
}

function sum(one: Bucket | undefined, other: Bucket): Bucket {
  if (!one) return other;
  const counts = { ...one.counts };
  for (const [name, count] of Object.entries(other.counts))
    counts[name] = (counts[name] ?? 0) + count;
  return { start: other.start, total: one.total + other.total, counts };
}

/** Of everything that is stored: how much was looked at, bucket by bucket and in all. */
export function searchedOf(all: HistogramData, { data, until }: Counted) {
  const byStart = new Map(all.buckets.map(({ start, total }) => [start, total]));
  const totals = data.buckets.map(({ start }) => byStart.get(start) ?? 0);
  const whole = totals.reduce((one, other) => one + other, 0);
  const done = data.buckets.reduce((one, { start }, index) => {
    // Of the bucket in which the search was cut off, the share that lies behind.
    const left = until === null ? 0 : Math.min(1, Math.max(0, (until - start) / data.interval));
    return one + totals[index] * (1 - left);
  }, 0);
  return { totals, whole, done };
}
