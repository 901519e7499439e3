// A stretch of buckets, chosen by pointer or keyboard.
import { domainOf, type HistogramData, type TimeSpan } from './buckets';
import { bucketAt } from './scale';

/** The buckets from one to another, in either order, as a time; never more than was asked for. */
export function spanOf(data: HistogramData, a: number, b: number): TimeSpan | null {
  const { buckets, interval, span } = data;
  if (buckets.length === 0) return null;
  const last = buckets.length - 1;
  const [first, end] = [Math.max(0, Math.min(a, b)), Math.min(last, Math.max(a, b))];
  const from = Math.max(buckets[first].start, span.from);
  const to = Math.min(buckets[end].start + interval, span.to);
  // Of a bucket that begins where the time ends nothing would be left.
  return to > from
    ? { from, to }
    : { from: buckets[first].start, to: buckets[end].start + interval };
}

/** The first and the last bucket of a time. */
export function indexesOf(data: HistogramData, span: TimeSpan): [first: number, last: number] {
  const domain = domainOf(data);
  const first = bucketAt(span.from, domain, data.interval);
  return [first, Math.max(first, bucketAt(span.to - 1, domain, data.interval))];
}

/** A part of the plot may be dragged by its edges: which of them is near, if one is. */
export function edgeNear(
  place: number,
  edges: readonly [number, number] | null,
  reach: number,
): 0 | 1 | null {
  if (!edges) return null;
  const [left, right] = edges.map((edge) => Math.abs(edge - place));
  if (Math.min(left, right) > reach) return null;
  return left < right ? 0 : 1;
}

/** Where a key leads from a bucket; `null` for keys that lead nowhere. */
export function moved(key: string, at: number, count: number): number | null {
  const page = Math.max(1, Math.round(count / 10));
  const targets: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    PageDown: at - page,
    PageUp: at + page,
    Home: 0,
    End: count - 1,
  };
  const target = targets[key];
  return target === undefined ? null : Math.min(count - 1, Math.max(0, target));
}
