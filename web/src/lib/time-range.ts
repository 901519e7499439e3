// The time range of a page: relative (`range=24h`) or absolute (`from`, `to`), as it stands in the URL.

export const PRESETS = ['15m', '1h', '6h', '24h', '7d', '30d', 'all'] as const;
export type Preset = (typeof PRESETS)[number];

/** Either a preset or two instants in RFC 3339. */
export type TimeRange = { range: Preset } | { from: string; to: string };

export const DEFAULT_RANGE: TimeRange = { range: '24h' };

const MINUTE = 60_000;
const LENGTHS: Record<Exclude<Preset, 'all'>, number> = {
  '15m': 15 * MINUTE,
  '1h': 60 * MINUTE,
  '6h': 360 * MINUTE,
  '24h': 1440 * MINUTE,
  '7d': 7 * 1440 * MINUTE,
  '30d': 30 * 1440 * MINUTE,
};

interface RangeSearch {
  range?: string;
  from?: string;
  to?: string;
}

const isInstant = (text: string | undefined): text is string =>
  text !== undefined && !Number.isNaN(Date.parse(text));

/** Reads a range from a URL's parameters; whatever is not one becomes the page's usual one. */
export function readRange(
  { range, from, to }: RangeSearch,
  usual: TimeRange = DEFAULT_RANGE,
): TimeRange {
  if (isInstant(from) && isInstant(to)) return { from, to };
  const preset = PRESETS.find((each) => each === range);
  return preset ? { range: preset } : usual;
}

/** The instants to ask the server for. A relative range has no end: clocks of senders run ahead. */
export function resolveRange(range: TimeRange, now = Date.now()): { from?: string; to?: string } {
  if ('from' in range) return { from: range.from, to: range.to };
  if (range.range === 'all') return {};
  return { from: new Date(now - LENGTHS[range.range]).toISOString() };
}

/** An instant as `<input type="datetime-local">` writes it, in the browser's zone. */
export function toLocalInput(instant: number): string {
  const local = new Date(instant - new Date(instant).getTimezoneOffset() * MINUTE);
  return local.toISOString().slice(0, 19);
}

/** The browser's zone as an offset: `UTC−3`, `UTC+5:30`. */
export function zoneName(at = new Date()): string {
  const minutes = -at.getTimezoneOffset();
  if (minutes === 0) return 'UTC';
  const size = Math.abs(minutes);
  const rest = size % 60 ? `:${String(size % 60).padStart(2, '0')}` : '';
  return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(size / 60)}${rest}`;
}
