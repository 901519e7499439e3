// From counts and times to pixels, and back.
import type { TimeSpan } from './buckets';

const ROUND = [1, 2, 4, 5, 6, 8, 10];

/** The least round number that is not below `most`: the top of the axis. */
export function roundTop(most: number): number {
  if (!(most > 0)) return 1;
  const unit = 10 ** Math.floor(Math.log10(most));
  const factor = ROUND.find((each) => each * unit >= most) ?? 10;
  return Math.max(1, factor * unit);
}

/** What is written at the axis: both ends, and the middle where there is room and it is a whole number. */
export function countTicks(top: number, height: number): number[] {
  const middle = top / 2;
  return height >= 48 && Number.isInteger(middle) ? [0, middle, top] : [0, top];
}

/** The place of an instant, 0 to `width`. */
export const placeOf = (time: number, domain: TimeSpan, width: number) =>
  ((time - domain.from) / (domain.to - domain.from)) * width;

/** The instant at a place, never outside. */
export function timeAt(place: number, domain: TimeSpan, width: number): number {
  const share = width > 0 ? Math.min(1, Math.max(0, place / width)) : 0;
  return domain.from + share * (domain.to - domain.from);
}

/** The bucket at an instant; the first or the last one for what lies outside. */
export function bucketAt(time: number, domain: TimeSpan, interval: number): number {
  const last = Math.max(0, Math.round((domain.to - domain.from) / interval) - 1);
  return Math.min(last, Math.max(0, Math.floor((time - domain.from) / interval)));
}
