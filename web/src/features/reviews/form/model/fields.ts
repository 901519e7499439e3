// What is written in the form, and how it differs from what is stored.
import type { QueueItem, Review, ReviewPriority, ReviewRating } from '@/api/reviews';

export interface Fields {
  rating: ReviewRating | null;
  comment: string;
  priority: ReviewPriority;
  tags: readonly string[];
  /** Null where nothing was corrected: the form shows the given answer then. */
  correctedOutput: string | null;
  actionTaken: string;
  resolutionNotes: string;
}

export type FieldName = keyof Fields;

export const FIELDS: readonly FieldName[] = [
  'rating',
  'comment',
  'priority',
  'tags',
  'correctedOutput',
  'actionTaken',
  'resolutionNotes',
];

/** What a review says; without one, what is known of what waits. */
export function fieldsOf(review: Review | null, item: QueueItem | null): Fields {
  return {
    rating: review?.rating ?? item?.rating ?? null,
    comment: review?.comment ?? '',
    priority: review?.priority ?? item?.priority ?? 'medium',
    tags: review?.tags ?? item?.tags ?? [],
    correctedOutput: review?.correctedOutput ?? null,
    actionTaken: review?.actionTaken ?? '',
    resolutionNotes: review?.resolutionNotes ?? '',
  };
}

export function isSame(name: FieldName, a: Fields, b: Fields): boolean {
  if (name !== 'tags') return a[name] === b[name];
  return a.tags.length === b.tags.length && a.tags.every((tag, index) => tag === b.tags[index]);
}

export const differing = (a: Fields, b: Fields): FieldName[] =>
  FIELDS.filter((name) => !isSame(name, a, b));

/** Those of `names` alone. */
export const pick = (fields: Fields, names: readonly FieldName[]): Partial<Fields> =>
  Object.fromEntries(names.map((name) => [name, fields[name]]));

/** A correction as it is stored: none where nothing is left, or nothing was changed. */
export function correctionOf(text: string | null, given: string | null): string | null {
  return text === null || text === given || text.trim() === '' ? null : text;
}
