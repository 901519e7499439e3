// What waits and what was reviewed as the same rows of a list.
import type { QueueItem, Review, ReviewPriority, ReviewRating, ReviewStatus } from '@/api/reviews';
import { plain } from '@/lib/plain';

/** Why something waits, or who works at it. */
export type Note =
  | { kind: 'held'; by: string }
  | { kind: 'rule'; name: string }
  | { kind: 'person'; name: string };

export interface Row {
  /** The item's id in the queue, else the review's. */
  key: string;
  itemId: string | null;
  reviewId: string | null;
  /** `open` while it waits without a review, too. */
  status: ReviewStatus;
  title: string;
  agent: string | null;
  user: string | null;
  since: string;
  rating: ReviewRating | null;
  priority: ReviewPriority;
  tags: readonly string[];
  assignee: string | null;
  note: Note | null;
}

/** What was asked, in a line; else what is known of it. */
const titleOf = (input: string | null, executionId: string) => plain(input ?? '') || executionId;

export function queueRow(item: QueueItem): Row {
  const { itemId, executionId, leasedBy, reasons } = item;
  return {
    key: itemId,
    itemId,
    reviewId: item.reviewId ?? null,
    status: leasedBy ? 'in_progress' : 'open',
    title: titleOf(item.inputPreview, executionId),
    agent: item.agentName ?? item.agentId,
    user: item.userId,
    since: item.queuedAt,
    rating: item.rating ?? null,
    priority: item.priority,
    tags: item.tags,
    assignee: item.assignee,
    note: leasedBy ? { kind: 'held', by: leasedBy } : reasonOf(reasons, !item.rating),
  };
}

export const reviewRow = (review: Review): Row => ({
  key: review.reviewId,
  itemId: null,
  reviewId: review.reviewId,
  status: review.status,
  title: titleOf(review.inputPreview, review.executionId),
  agent: review.agentName ?? review.agentId,
  user: review.userId,
  since: review.createdAt,
  rating: review.rating,
  priority: review.priority,
  tags: review.tags,
  assignee: review.assignee,
  note: null,
});

/** The first reason; a rating says more than it, where there is one. */
function reasonOf(reasons: QueueItem['reasons'], isUnrated: boolean): Note | null {
  const [first] = reasons;
  if (!first || !isUnrated) return null;
  if (first.rule) return { kind: 'rule', name: first.rule };
  return first.by ? { kind: 'person', name: first.by } : null;
}

/** Whom an address or a label means, in short: the part before the `@`. */
export const shortName = (name: string) => name.replace(/@.*$/, '') || name;

/** Where a row stands: by its item, else by its review. */
export function placeOf(
  rows: readonly Row[],
  itemId: string | undefined,
  reviewId: string | undefined,
) {
  const byItem = itemId ? rows.findIndex((row) => row.itemId === itemId) : -1;
  return byItem >= 0 || !reviewId ? byItem : rows.findIndex((row) => row.reviewId === reviewId);
}

/** The row that work goes on with; null at the end, and where it stands is not known. */
export const goesAfter = (rows: readonly Row[], at: number): Row | null =>
  at < 0 ? null : (rows[at + 1] ?? null);
