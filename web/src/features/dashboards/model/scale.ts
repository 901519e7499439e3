// The value axis of a chart.
import { locale } from '@/lib/language';
import { valueTicks } from '@/ui/chart/ticks';

export interface ValueScale {
  ticks: number[];
  low: number;
  high: number;
}

/** Round marks from zero, or from below it, to over the largest value. */
export function valueScale(values: readonly (number | null)[], wanted: number): ValueScale {
  const known = values.filter((value) => value !== null);
  const high = Math.max(0, ...known);
  const low = Math.min(0, ...known);
  if (low === 0) {
    const ticks = valueTicks(high, wanted);
    return { ticks, low: 0, high: ticks.at(-1) ?? 1 };
  }
  const step = valueTicks(high - low, wanted)[1] ?? 1;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
  return { ticks, low: ticks[0] ?? 0, high: ticks.at(-1) ?? 0 };
}

const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
const small = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });

/** `8k`, `1.5M`, `0.25`: as short as it can be read. */
export const shortNumber = (value: number) =>
  Math.abs(value) < 1000 ? small.format(value) : compact.format(value).replace('K', 'k');
