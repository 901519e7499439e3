import type { QueueItem, WholeReview } from '@/api/reviews';

/** What is reviewed: something that waits, something that has a review, or both. */
export interface Subject {
  executionId: string;
  item: QueueItem | null;
  review: WholeReview | null;
  /** What the assistant said last; null where it has not the last word. */
  givenOutput: string | null;
}
