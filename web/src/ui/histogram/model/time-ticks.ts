// Round instants for a time axis, in the zone of the one who looks.
import { clock, day } from '@/lib/format';
import { dateLocale } from '@/lib/language';
import type { TimeSpan } from './buckets';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface Tick {
  time: number;
  label: string;
}

/** Steps that people count in: a part of a day, days, months. */
type Step = { ms: number } | { days: number } | { months: number };

const STEPS: readonly Step[] = [
  ...[1, 2, 5, 10, 15, 30].map((n) => ({ ms: n * SECOND })),
  ...[1, 2, 5, 10, 15, 30].map((n) => ({ ms: n * MINUTE })),
  ...[1, 2, 3, 6, 12].map((n) => ({ ms: n * HOUR })),
  ...[1, 2, 5, 10].map((days) => ({ days })),
  ...[1, 2, 3, 6, 12, 24, 60, 120].map((months) => ({ months })),
];

const lengthOf = (step: Step) => {
  if ('ms' in step) return step.ms;
  return 'days' in step ? step.days * DAY : step.months * 30.5 * DAY;
};

/** Round instants within a time, as close as leaves each `room` pixels. */
export function timeTicks(span: TimeSpan, width: number, room = 76): Tick[] {
  const most = Math.max(1, Math.floor(width / room));
  const length = span.to - span.from;
  const step = STEPS.find((each) => length / lengthOf(each) <= most) ?? STEPS[STEPS.length - 1];
  return instants(span, step).map((time) => ({ time, label: label(time, step) }));
}

function instants(span: TimeSpan, step: Step): number[] {
  const found: number[] = [];
  if ('ms' in step) {
    // From each midnight anew: a day may have 23 or 25 hours.
    for (let at = midnight(span.from, 0); at < span.to; at = midnight(at, 1)) {
      const end = Math.min(midnight(at, 1), span.to);
      const first = at + Math.max(0, Math.ceil((span.from - at) / step.ms)) * step.ms;
      for (let time = first; time < end; time += step.ms) found.push(time);
    }
  } else if ('days' in step) {
    for (let at = midnight(span.from, 0); at < span.to; at = midnight(at, 1)) {
      const isRound = (new Date(at).getDate() - 1) % step.days === 0;
      // The 31st would stand too close to the 1st.
      const isLeftOver = step.days > 1 && new Date(at).getDate() + step.days / 2 > 31;
      if (at >= span.from && isRound && !isLeftOver) found.push(at);
    }
  } else {
    const first = new Date(span.from);
    const month = first.getFullYear() * 12 + first.getMonth();
    for (let at = Math.ceil(month / step.months) * step.months; ; at += step.months) {
      const time = new Date(0, at, 1).setFullYear(Math.floor(at / 12));
      if (time >= span.to) break;
      if (time >= span.from) found.push(time);
    }
  }
  return found;
}

/** The midnight before an instant, `days` later. */
function midnight(instant: number, days: number): number {
  const time = new Date(instant);
  return new Date(time.getFullYear(), time.getMonth(), time.getDate() + days).getTime();
}

const monthFormat = new Intl.DateTimeFormat(dateLocale, { month: 'short', year: 'numeric' });

function label(time: number, step: Step): string {
  if ('months' in step)
    return step.months >= 12 ? String(new Date(time).getFullYear()) : monthFormat.format(time);
  if ('days' in step || time === midnight(time, 0)) return day(time);
  return step.ms < MINUTE ? clock(time) : clock(time).slice(0, 5);
}

/** `08:57 – 09:27`, with the day where it is not today, and seconds where they matter. */
export function spanText({ from, to }: TimeSpan, now = Date.now()): string {
  const hasSeconds = from % MINUTE !== 0 || to % MINUTE !== 0;
  const hour = (time: number) => (hasSeconds ? clock(time) : clock(time).slice(0, 5));
  const isWholeDays = from === midnight(from, 0) && to === midnight(to, 0) && to > from;
  if (isWholeDays) {
    const last = midnight(to - 1, 0);
    return last === from ? day(from, now) : `${day(from, now)} – ${day(last, now)}`;
  }
  const [first, last] = [midnight(from, 0), midnight(Math.max(from, to - 1), 0)];
  if (first !== last) return `${day(from, now)} ${hour(from)} – ${day(to, now)} ${hour(to)}`;
  return `${first === midnight(now, 0) ? '' : `${day(from, now)} `}${hour(from)} – ${hour(to)}`;
}
