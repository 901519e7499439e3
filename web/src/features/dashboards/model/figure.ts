// A card's value as people read it: large with its unit, on an axis, and how it changed.
import { type Change, change as changeInPercent, changeInPoints } from '@/lib/figures';
import { duration } from '@/lib/format';
import { locale } from '@/lib/language';
import type { ChartCard } from '../api/types';
import { shortNumber } from './scale';

export interface Shown {
  /** Before the number: a currency. */
  prefix: string;
  value: string;
  /** Behind it. */
  unit: string;
}

type Measure = 'rate' | 'duration' | 'money' | 'plain';

function measureOf({ query, unit }: ChartCard): Measure {
  if (query.aggregation === 'rate') return 'rate';
  const isOwn = (query.dataset ?? 'events') !== 'events';
  const isCounted = query.aggregation === 'count' || query.aggregation === 'distinct_count';
  if (!isOwn || isCounted || unit) return 'plain';
  if (query.property === 'durationMs') return 'duration';
  return query.property === 'cost' ? 'money' : 'plain';
}

const CURRENCY = /^(\p{Sc}|[A-Z]{1,3}\p{Sc})$/u;

const number = (value: number, digits: number) =>
  value.toLocaleString(locale, { maximumFractionDigits: digits });
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 2 });

/** Digits enough to tell values apart, and no more. */
function plain(value: number): string {
  const size = Math.abs(value);
  if (size >= 10_000_000) return compact.format(value).replace('K', 'k');
  if (size > 0 && size < 0.01) return value.toLocaleString(locale, { maximumSignificantDigits: 2 });
  return number(value, size < 10 ? 2 : size < 1000 ? 1 : 0);
}

export function shown(card: ChartCard, value: number | null): Shown {
  if (value === null) return { prefix: '', value: '–', unit: '' };
  const measure = measureOf(card);
  if (measure === 'rate')
    return { prefix: '', value: number(value, value < 10 ? 2 : 1), unit: '%' };
  if (measure === 'duration') {
    const parts = duration(value).split(' ');
    const [first = '', second = ''] = parts;
    if (parts.length === 2) return { prefix: '', value: first, unit: second };
    return { prefix: '', value: parts.join(' '), unit: '' };
  }
  const unit = measure === 'money' ? '$' : (card.unit ?? '');
  const isBefore = CURRENCY.test(unit);
  return { prefix: isBefore ? unit : '', value: plain(value), unit: isBefore ? '' : unit };
}

/** In one piece, for lists and tooltips: `R$ 4,510`, `6.4 min`, `82.4 %`. */
export function valueText(card: ChartCard, value: number | null): string {
  const { prefix, value: text, unit } = shown(card, value);
  const gap = prefix.length > 1 ? ' ' : '';
  return `${prefix}${gap}${text}${unit && ` ${unit}`}`;
}

/** For marks of an axis and over bars, where there is little room. */
export function shortText(card: ChartCard, value: number): string {
  return measureOf(card) === 'duration' && value !== 0 ? duration(value) : shortNumber(value);
}

const WORSE =
  /error|fail|abandon|handoff|timeout|cancel|refus|reject|complain|alert|escalat|lost|erro|falha|cancelad|recus/i;
const COSTS =
  /duration|latency|elapsed|wait|cost|seconds|minutes|_ms$|Ms$|duracao|duração|espera|\bcusto\b/i;

/** Whether more of it is better, as its names have it; null where they do not say. */
export function isMoreBetter({ query }: ChartCard): boolean | null {
  const { event = '', property = '', aggregation, match, dataset = 'events' } = query;
  if (aggregation === 'rate') {
    const isBad = WORSE.test(`${match?.property} ${match?.value}`);
    return isBad === (match?.value === false);
  }
  if (aggregation !== 'count' && (COSTS.test(property) || WORSE.test(property))) return false;
  if (dataset !== 'events') return null;
  if (aggregation === 'count' || aggregation === 'sum' || aggregation === 'distinct_count') {
    return !WORSE.test(event);
  }
  return null;
}

export interface Compared extends Change {
  verdict: 'good' | 'bad' | null;
}

/** How a value moved: a rate in points, an average in its own unit, a count in percent. */
export function compared(card: ChartCard, now: number | null, was: number | null): Compared | null {
  const found = moved(card, now, was);
  if (!found) return null;
  const isBetter = isMoreBetter(card);
  if (isBetter === null || found.direction === 0) return { ...found, verdict: null };
  return { ...found, verdict: found.direction > 0 === isBetter ? 'good' : 'bad' };
}

const IN_OWN_UNIT = ['avg', 'min', 'max', 'p50', 'p95', 'p99'];

function moved(card: ChartCard, now: number | null, was: number | null): Change | null {
  const { aggregation } = card.query;
  if (aggregation === 'rate') return changeInPoints(now, was);
  if (!IN_OWN_UNIT.includes(aggregation)) return changeInPercent(now, was);
  if (now === null || was === null) return null;
  // As exact as the values themselves are shown: 6.48 from 6.47 is no 0.0069.
  const least = Math.max(Math.abs(now), Math.abs(was)) < 10 ? 0.005 : 0.05;
  const isNothing = now === was || (measureOf(card) === 'plain' && Math.abs(now - was) < least);
  if (isNothing) return { text: `±${valueText(card, 0)}`, direction: 0 };
  const digits = 1 / (least * 2);
  const size = valueText(card, Math.round(Math.abs(now - was) * digits) / digits);
  return { text: `${now < was ? '−' : '+'}${size}`, direction: now < was ? -1 : 1 };
}
