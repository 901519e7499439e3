// What a reviewer is asked about: an execution, with the review that it has, or without one.
import type { QueueItem, WholeReview } from '@/api/reviews';

export interface Subject {
  executionId: string;
  /** Its place in the queue; null where it was opened from another list. */
  item: QueueItem | null;
  review: WholeReview | null;
  /** What the assistant said last, which a corrected answer stands in for. */
  givenOutput: string | null;
}
