// Figures as a page shows them large: the number, its unit beside it, and how it changed.
import { count, duration, shortParts } from './format';
import { locale } from './language';

export interface Figure {
  value: string;
  unit: string;
}

const digits = (value: number, places: number) =>
  value.toLocaleString(locale, { minimumFractionDigits: places, maximumFractionDigits: places });

/** `1.84` and `s`. Times of more than one unit, `1 m 05 s`, stay in one piece. */
export function durationFigure(ms: number | null): Figure {
  const text = duration(ms);
  const parts = text.split(' ');
  return parts.length === 2 ? { value: parts[0], unit: parts[1] } : { value: text, unit: '' };
}

/** `66.3` and `M`; whole below ten thousand. */
export function amountFigure(value: number): Figure {
  return value < 10_000 ? { value: count(value), unit: '' } : shortParts(value);
}

/** A rate that came in percent: `2.32`, `16.4`, `0`. */
export const rateText = (percent: number) =>
  percent === 0 ? '0' : digits(percent, percent < 10 ? 2 : 1);

/** A sum of US dollars to the cent; one below a cent with the digits it needs. */
export function money(value: number): string {
  if (value === 0) return '$0';
  if (Math.abs(value) >= 0.01) return `$${digits(value, 2)}`;
  return `$${value.toLocaleString(locale, { maximumSignificantDigits: 2 })}`;
}

export interface Change {
  text: string;
  direction: -1 | 0 | 1;
}

/** How a figure moved, in percent of what it was; nothing to compare with is null. */
export function change(now: number | null, before: number | null): Change | null {
  if (now === null || before === null || before === 0) return null;
  const percent = ((now - before) / before) * 100;
  return signed(percent, Math.abs(percent) >= 1000 ? 0 : 1, '%');
}

/** How a share moved, in percentage points. */
export function changeInPoints(now: number | null, before: number | null): Change | null {
  if (now === null || before === null) return null;
  return signed(now - before, 2, 'pp');
}

function signed(value: number, places: number, unit: string): Change {
  const size = digits(Math.abs(value), places);
  const isNothing = Number(Math.abs(value).toFixed(places)) === 0;
  if (isNothing) return { text: `±0 ${unit}`, direction: 0 };
  return { text: `${value < 0 ? '−' : '+'}${size} ${unit}`, direction: value < 0 ? -1 : 1 };
}
