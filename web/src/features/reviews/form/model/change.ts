// What is sent: a review to make, or what becomes different of one.
import type { Review, ReviewChange, ReviewNew, ReviewStatus } from '@/api/reviews';
import type { Stored } from './draft';
import { correctionOf, differing, type Fields } from './fields';

export interface Wish {
  fields: Fields;
  status: ReviewStatus;
  /** Whoever saves. */
  me: string | undefined;
  given: string | null;
}

const told = (text: string) => text.trim() || null;

/** Who goes on with work gets it, unless somebody has it. */
const assigneeOf = ({ status, me }: Wish, assignee: string | null) =>
  status === 'in_progress' && !assignee && me ? { assignee: me } : {};

export function newReview(executionId: string, wish: Wish): ReviewNew {
  const { fields, status, given } = wish;
  return {
    executionId,
    // The form asks for one before it sends anything.
    rating: fields.rating ?? 'neutral',
    comment: fields.comment.trim(),
    priority: fields.priority,
    tags: [...fields.tags],
    status,
    correctedOutput: correctionOf(fields.correctedOutput, given),
    actionTaken: told(fields.actionTaken),
    resolutionNotes: told(fields.resolutionNotes),
    ...assigneeOf(wish, null),
  };
}

/** Only what differs from what it is written over; null where nothing does. */
export function changeOf(review: Review, base: Stored, wish: Wish): ReviewChange | null {
  const { fields, status, given } = wish;
  const change: ReviewChange = {};
  for (const name of differing(fields, base.fields)) {
    if (name === 'rating') change.rating = fields.rating ?? undefined;
    else if (name === 'comment') change.comment = fields.comment.trim();
    else if (name === 'priority') change.priority = fields.priority;
    else if (name === 'tags') change.tags = [...fields.tags];
    else if (name === 'correctedOutput')
      change.correctedOutput = correctionOf(fields.correctedOutput, given);
    else change[name] = told(fields[name]);
  }
  if (status !== review.status) change.status = status;
  Object.assign(change, assigneeOf(wish, review.assignee));
  return Object.keys(change).length > 0
    ? { ...change, version: base.version ?? review.version }
    : null;
}
