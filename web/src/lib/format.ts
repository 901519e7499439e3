// Numbers, durations and times as people read them. Pure but for the locale.
import { dateLocale as LOCALE, language, locale } from './language';
import { zoneName } from './time-range';

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });

export const count = (value: number) => whole.format(value);

/** How each language shortens large numbers, what stands before the unit, and before decimals. */
const FORMS = {
  en: { units: ['B', 'M', 'k'], gap: '', point: '.' },
  pt: { units: ['bi', 'mi', 'mil'], gap: '\u00a0', point: ',' },
}[language];

/** So many digits behind the point, or comma. */
export const fixed = (value: number, digits: number) =>
  value.toFixed(digits).replace('.', FORMS.point);

/** `812 µs`, `96 ms`, `2.91 s`, `1 m 05 s`, `2 h 03 m`. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return '–';
  if (ms < 0) return `−${duration(-ms)}`;
  if (ms === 0) return '0 ms';
  if (ms < 0.9995) return `${Math.max(1, Math.round(ms * 1000))} µs`;
  if (ms < 10) return `${trim(fixed(ms, 1))} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 29.995) return `${fixed(seconds, 2)} s`;
  if (seconds < 59.95) return `${fixed(seconds, 1)} s`;
  const total = Math.round(seconds);
  const [hours, minutes, rest] = [
    Math.floor(total / 3600),
    Math.floor(total / 60) % 60,
    total % 60,
  ];
  if (hours === 0) return `${minutes} m ${pad(rest)} s`;
  if (hours < 48) return `${hours} h ${pad(minutes)} m`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

const INTERVALS = [
  { seconds: 604_800, unit: 'week' },
  { seconds: 86_400, unit: 'day' },
  { seconds: 3_600, unit: 'hour' },
  { seconds: 60, unit: 'minute' },
  { seconds: 1, unit: 'second' },
];

/** The length of a bucket in its largest whole unit: `15 min`, `1 hr`, `1 day`. */
export function intervalText(seconds: number): string {
  const step = INTERVALS.find((each) => seconds % each.seconds === 0) ?? INTERVALS[4];
  const style = { style: 'unit', unit: step.unit, unitDisplay: 'short' } as const;
  return new Intl.NumberFormat(locale, style).format(seconds / step.seconds);
}

const SIZES = [1e9, 1e6, 1e3];

/** A number and the unit that shortens it: `19.6` and `k`; below a thousand it has none. */
export function shortParts(value: number): { value: string; unit: string } {
  // What would read as 1000.0k is 1.0M.
  const at = SIZES.findIndex((size) => value >= size * 0.99995);
  if (at < 0) return { value: String(value), unit: '' };
  return { value: fixed(value / SIZES[at], 1), unit: FORMS.units[at] };
}

const joined = ({ value, unit }: ReturnType<typeof shortParts>) =>
  unit ? value + FORMS.gap + unit : value;

/** Thousands shortened: `19.6k`, `1.2M`; in Portuguese `19,6 mil`, `1,2 mi`. */
export const short = (value: number) => joined(shortParts(value));

/** For an axis: `1,000`, and `20k` where that would be too wide. */
export function axisCount(value: number): string {
  if (value < 10_000) return count(value);
  const parts = shortParts(value);
  return joined({ ...parts, value: trim(parts.value) });
}

/** US dollars, with digits enough that a small sum does not read as nothing. */
export function cost(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined) return '–';
  if (value === 0) return '$0';
  if (value >= 100) return `$${count(value)}`;
  const needed =
    value >= 1 ? 2 : value < 0.001 ? Math.min(8, Math.ceil(-Math.log10(value)) + 1) : digits;
  return `$${fixed(value, needed)}`;
}

/** The same for a narrow column; `~` before what is estimated. */
export function shortCost(value: number | null | undefined, isEstimated: boolean): string {
  const least = 0.0001;
  if (value && value > 0 && value < least) return `<$${fixed(least, 4)}`;
  const text = value && value > 0 && value < 0.01 ? `$${fixed(value, 4)}` : cost(value);
  return isEstimated ? `~${text}` : text;
}

/** A share of a whole, 0 to 1: `46.9 %`. */
export const percent = (share: number) => `${trim(fixed(share * 100, 1))} %`;

const dayFormat = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short' });
const yearFormat = new Intl.DateTimeFormat(LOCALE, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

/** `09:41:07`, in the browser's zone. */
export function clock(instant: string | number): string {
  const time = new Date(instant);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(pad).join(':');
}

/** `09:41:07.218`. */
export function clockMillis(instant: string | number): string {
  return `${clock(instant)}${FORMS.point}${String(new Date(instant).getMilliseconds()).padStart(3, '0')}`;
}

export function day(instant: string | number, now = Date.now()): string {
  const time = new Date(instant);
  const sameYear = time.getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayFormat : yearFormat).format(time);
}

const isSameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString();

/** The clock alone for today, the day before it for other days. */
export function listTime(instant: string, now = Date.now()): string {
  const today = isSameDay(new Date(instant), new Date(now));
  return today ? clock(instant) : `${day(instant, now)} ${clock(instant).slice(0, 5)}`;
}

/** Hours and minutes for today, the day before them for other days. */
export function briefTime(instant: string | number, now = Date.now()): string {
  const minutes = clock(instant).slice(0, 5);
  return isSameDay(new Date(instant), new Date(now)) ? minutes : `${day(instant, now)} ${minutes}`;
}

/** `21 Nov, 09:41:07.218`. */
export const fullTime = (instant: string) => `${day(instant)}, ${clockMillis(instant)}`;

/** Two lines: `21 Nov 2026, 09:41:07.218 UTC−3`, and the instant as it was given, in UTC. */
export function hoverTime(instant: string): string {
  const time = new Date(instant);
  const own = `${yearFormat.format(time)}, ${clockMillis(instant)} ${zoneName(time)}`;
  const given = /Z$/.test(instant) ? instant : time.toISOString();
  return `${own}\n${given.replace('T', ' ').replace('Z', ' UTC')}`;
}

export const pad = (value: number) => String(value).padStart(2, '0');

const trim = (text: string) => text.replace(/[.,]0$/, '');
