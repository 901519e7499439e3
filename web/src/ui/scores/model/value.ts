// How a score's value reads.
import type { ScoreKind, ScoreValue } from '@/api/scores';
import { locale } from '@/lib/language';

export function kindOf(value: ScoreValue): ScoreKind {
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'label';
}

const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
const small = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 4 });

/** `0.9`, `412.5`, `1.2M`, `0.00012`: digits enough to tell one from another. */
export function scoreNumber(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size >= 100_000) return compact.format(value);
  return size > 0 && size < 0.001 ? small.format(value) : plain.format(value);
}

/** How much of 1 a number is; null for what is no number from 0 to 1. */
export const shareOf = (value: ScoreValue | null) =>
  typeof value === 'number' && value >= 0 && value <= 1 ? value : null;

/** A number as people type it, with a point or a comma; null for what is none. */
export function parseScore(text: string): number | null {
  const typed = text.trim().replace(',', '.');
  if (!/^[-+−]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(typed)) return null;
  const value = Number(typed.replace('−', '-'));
  return Math.abs(value) <= MOST_SCORE ? value : null;
}

/** The server takes no larger number, nor one further below zero. */
export const MOST_SCORE = 1e15;
