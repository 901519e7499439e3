// A field's value in words, as a history or a comparison shows it.
import type { ReviewPriority, ReviewRating, ReviewStatus } from '@/api/reviews';
import { t } from '@/lib/strings';
import { actionText } from './actions';

const words = t.reviewForm;

const NAMED: Record<string, (value: string) => string | undefined> = {
  status: (value) => t.reviews.status[value as ReviewStatus],
  rating: (value) => t.reviews.rating[value as ReviewRating],
  priority: (value) => t.reviews.priority[value as ReviewPriority],
  actionTaken: (value) => actionText(value, words.actions),
};

/** Null where there is none. */
export function fieldText(name: string, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value)) return value.length > 0 ? value.map(String).join(', ') : null;
  if (typeof value !== 'string') return JSON.stringify(value);
  const named = Object.hasOwn(NAMED, name) ? NAMED[name](value) : undefined;
  return typeof named === 'string' ? named : value;
}

export const fieldName = (name: string): string =>
  Object.hasOwn(words.fields, name) ? words.fields[name] : name;
