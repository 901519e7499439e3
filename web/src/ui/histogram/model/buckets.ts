// What a time histogram is made of. Times are milliseconds since 1970.

/** A stretch of time, its end excluded. */
export interface TimeSpan {
  from: number;
  to: number;
}

export interface Bucket {
  start: number;
  total: number;
  /** By the name of a series. */
  counts: Readonly<Record<string, number>>;
}

/** A kind of what is counted. */
export interface Series {
  /** Its key in a bucket's counts. */
  name: string;
  label: string;
  /** A CSS colour made of tokens: `var(--error)`. */
  color: string;
}

export interface HistogramData {
  /** Every bucket of the time, the oldest first, each `interval` long. */
  buckets: readonly Bucket[];
  interval: number;
  /** The time asked for, which may begin or end within a bucket. */
  span: TimeSpan;
}

/** The answer of the server's histograms, for any of them. */
interface Answer {
  items: readonly { start: string; total: number; counts: Record<string, number> }[];
  from: string;
  to: string;
  intervalSeconds: number;
}

export const readHistogram = (answer: Answer): HistogramData => ({
  buckets: answer.items.map(({ start, total, counts }) => ({
    start: Date.parse(start),
    total,
    counts,
  })),
  interval: answer.intervalSeconds * 1000,
  span: { from: Date.parse(answer.from), to: Date.parse(answer.to) },
});

/** The time that the buckets cover, which is what the axis shows. */
export function domainOf({ buckets, interval, span }: HistogramData): TimeSpan {
  if (buckets.length === 0)
    return span.to > span.from ? span : { from: span.from, to: span.from + 1 };
  return { from: buckets[0].start, to: buckets[buckets.length - 1].start + interval };
}

/** Sums of a stretch of time: of the buckets that begin in it, or of all. */
export function sumOf({ buckets, interval }: HistogramData, span?: TimeSpan) {
  const counts: Record<string, number> = {};
  let total = 0;
  for (const bucket of buckets) {
    const isOutside = span && (bucket.start >= span.to || bucket.start + interval <= span.from);
    if (isOutside) continue;
    total += bucket.total;
    for (const [name, count] of Object.entries(bucket.counts))
      counts[name] = (counts[name] ?? 0) + count;
  }
  return { total, counts };
}
