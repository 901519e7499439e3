// Where a review, or what waits for one, comes from, and how far it has come.
import type { QueueItem, Review } from '@/api/reviews';

export type Origin =
  | {
      kind: 'flaggedBy' | 'reviewedBy' | 'resolvedBy' | 'dismissedBy' | 'byRule' | 'putUpBy';
      who: string;
      at: string;
    }
  | { kind: 'putUp'; at: string };

const isPerson = (name: string) => name.includes('@');

/** The last that is worth saying of a review. */
export function originOf(review: Review): Origin {
  const { status, reviewedBy, resolvedBy, resolvedAt, createdAt } = review;
  if (resolvedBy && resolvedAt) {
    const kind = status === 'dismissed' ? 'dismissedBy' : 'resolvedBy';
    return { kind, who: resolvedBy, at: resolvedAt };
  }
  // A program flags, and so does a person who left the work to others.
  const isFlagged = status === 'open' || !isPerson(reviewedBy);
  return { kind: isFlagged ? 'flaggedBy' : 'reviewedBy', who: reviewedBy, at: createdAt };
}

/** Why something waits: each rule, and each person. */
export function reasonsOf({ reasons, queuedAt: at }: QueueItem): Origin[] {
  const told = reasons.flatMap(({ rule, by }): Origin[] => {
    if (rule) return [{ kind: 'byRule', who: rule, at }];
    return by ? [{ kind: 'putUpBy', who: by, at }] : [];
  });
  return told.length > 0 ? told : [{ kind: 'putUp', at }];
}
