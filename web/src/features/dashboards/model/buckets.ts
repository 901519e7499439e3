// The stretches of time that a chart's values stand for, in the zone of who looks.
import { clock, day } from '@/lib/format';
import { dateLocale } from '@/lib/language';
import { spanText, timeTicks } from '@/ui/histogram/model/time-ticks';
import type { Figures, Interval } from '../api/types';

export interface ChartBucket {
  start: number;
  end: number;
  name: string;
  /** The time that was asked for covers only a part of it: its value is not comparable. */
  isPart: boolean;
}

export function chartBuckets({ series, from, to }: Figures, interval: Interval): ChartBucket[] {
  const starts = series.map(({ start }) => Date.parse(start));
  const [first, last] = [Date.parse(from), Date.parse(to)];
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? nextStart(start, interval);
    const name = bucketName(start, end, interval);
    return { start, end, name, isPart: start < first || end > last };
  });
}

/** Where the next bucket begins: a day may have 23 or 25 hours, a month 28 to 31 days. */
export function nextStart(start: number, interval: Interval): number {
  if (interval === 'hour') return start + 3_600_000;
  const time = new Date(start);
  const days = { day: 1, week: 7, month: 0 }[interval];
  const months = interval === 'month' ? 1 : 0;
  return new Date(
    time.getFullYear(),
    time.getMonth() + months,
    time.getDate() + days,
    time.getHours(),
    time.getMinutes(),
  ).getTime();
}

const weekdayFormat = new Intl.DateTimeFormat(dateLocale, { weekday: 'short' });
const monthFormat = new Intl.DateTimeFormat(dateLocale, { month: 'long', year: 'numeric' });
const shortMonthFormat = new Intl.DateTimeFormat(dateLocale, { month: 'short' });

const bare = (text: string) => text.replace('.', '');
const weekday = (time: number) => bare(weekdayFormat.format(time));

function bucketName(start: number, end: number, interval: Interval): string {
  if (interval === 'month') return monthFormat.format(start);
  if (interval === 'day') return `${weekday(start)} ${day(start)}`;
  if (interval === 'week') return spanText({ from: start, to: end });
  return `${weekday(start)} ${day(start)}, ${clock(start).slice(0, 5)}`;
}

const DAY = 86_400_000;
/** Pixels that `Sat 15` and `Sat` take with air around them. */
const WIDE = 48;
const NARROW = 28;

/** Under bars: what each is called, as short as its `step` of pixels asks for; some go where all would touch. */
export function bucketLabels(buckets: readonly ChartBucket[], interval: Interval, step: number) {
  const label = (time: number) => {
    if (interval === 'month') return bare(shortMonthFormat.format(time));
    if (interval === 'hour') return clock(time).slice(0, 5);
    if (interval === 'week' || buckets.length > 14) return day(time);
    return step < WIDE ? weekday(time) : `${weekday(time)} ${new Date(time).getDate()}`;
  };
  const room = interval === 'day' && buckets.length <= 14 && step < WIDE ? NARROW : WIDE;
  const every = Math.max(1, Math.ceil(room / Math.max(1, step)));
  return buckets.map(({ start }, index) => (index % every === 0 ? label(start) : ''));
}

export interface TimeLabel {
  time: number;
  label: string;
}

/** Under a line: a few days by their names, in their middle; otherwise round instants. */
export function timeLabels(from: number, to: number, width: number): TimeLabel[] {
  const days = (to - from) / DAY;
  if (days < 2 || days > 14) return timeTicks({ from, to }, width, 64);
  const every = Math.max(1, Math.ceil((days * WIDE) / Math.max(1, width)));
  const first = new Date(from);
  const found: TimeLabel[] = [];
  for (let index = 0; index <= days + 1; index += every) {
    const date = new Date(first.getFullYear(), first.getMonth(), first.getDate() + index, 12);
    const time = date.getTime();
    if (time >= from && time <= to) {
      found.push({ time, label: `${weekday(time)} ${date.getDate()}` });
    }
  }
  return found;
}
