// Sizes on disk, in the decimal units that the command line knows.
import { locale } from './language';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** `0 B`, `812 kB`, `1.2 GB`. */
export function bytes(value: number): string {
  const at = value < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(value) / 3));
  const size = value / 1000 ** at;
  // 999.97 kB would read as 1,000 kB.
  if (at < UNITS.length - 1 && at > 0 && size >= 999.5) return bytes(1000 ** (at + 1));
  const digits = at > 0 && size < 99.95 ? 1 : 0;
  return `${size.toLocaleString(locale, { maximumFractionDigits: digits })} ${UNITS[at]}`;
}

const FORM = /^([\d]+(?:[.,]\d+)?)\s*([kmgtp]?)(i?)b?$/i;
const POWERS = ['', 'k', 'm', 'g', 't', 'p'];

/** Reads what people write, `10 GB`, `1,5 gib`, `500000`; null for what is no size. */
export function parseBytes(text: string): number | null {
  const found = FORM.exec(text.trim());
  if (!found) return null;
  const [, amount = '', unit = '', binary] = found;
  const value = Number(amount.replace(',', '.'));
  const power = POWERS.indexOf(unit.toLowerCase());
  const size = Math.round(value * (binary ? 1024 : 1000) ** power);
  return Number.isSafeInteger(size) ? size : null;
}

/** A size as it is written into a field, to be read again without loss. */
export function bytesForInput(value: number | null): string {
  if (value === null) return '';
  for (let at = UNITS.length - 1; at > 0; at -= 1) {
    const size = value / 1000 ** at;
    if (size >= 1 && Number.isInteger(size * 10)) return `${size} ${UNITS[at]}`;
  }
  return String(value);
}
