// What is open, put together: the item of the queue, its review, and the answer that was given.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '@/api/client';
import { reviewQuery } from '@/api/reviews';
import { toJson } from '@/lib/json-rows';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { answerText } from '../model/answer';
import type { Subject } from '../model/subject';
import type { Lease } from '../queue/useLease';
import { type Talk, useTalk } from './useTalk';

export type Open =
  | { kind: 'nothing' }
  | { kind: 'loading' }
  /** It waits no longer, or there never was such a review. */
  | { kind: 'gone'; what: 'item' | 'review' | 'unlisted' }
  /** Somebody else works at it, and nothing more is known. */
  | { kind: 'foreign' }
  | { kind: 'failed'; error: unknown; retry: () => void }
  | { kind: 'open'; subject: Subject | null; lockedBy: string | null };

const isAbsent = (error: unknown) =>
  error instanceof ApiError && (error.status === 404 || error.status === 422);

export function useSubject(lease: Lease, named: string | undefined) {
  const project = useProject();
  const item = lease.kind === 'mine' || lease.kind === 'seen' ? lease.item : null;
  /** What is open may leave the queue: it is known by what it was. */
  const last = lease.kind === 'gone' ? lease.item : item;
  const reviewId = named ?? last?.reviewId ?? undefined;
  const query = useQuery({
    ...reviewQuery(project, reviewId ?? ''),
    enabled: reviewId !== undefined,
  });
  const review = query.data ?? null;
  const executionId = last?.executionId ?? review?.executionId;
  const talk = useTalk(executionId);
  /** Whose form stands: nothing that is read later takes it from under somebody's hands. */
  const [formOf, setFormOf] = useState<string>();
  const stands = formOf !== undefined && formOf === executionId;
  const open = put();
  const shown = open.kind === 'open' && open.subject ? executionId : undefined;
  if (shown !== formOf) setFormOf(shown);
  return { open, review, item, executionId, talk };

  function put(): Open {
    if (lease.kind === 'taking') return { kind: 'loading' };
    if (lease.kind === 'failed') return lease;
    // A link to what waited leads to the review that it has by now.
    if (lease.kind === 'gone' && !reviewId) return { kind: 'gone', what: 'item' };
    if (lease.kind === 'unlisted' && !reviewId) return { kind: 'gone', what: 'unlisted' };
    if (lease.kind === 'seen' && !item && !reviewId) return { kind: 'foreign' };
    if (!reviewId && !item) return { kind: 'nothing' };
    if (reviewId && isAbsent(query.error)) return { kind: 'gone', what: 'review' };
    if (reviewId && !review && !stands) {
      if (!query.isError) return { kind: 'loading' };
      return { kind: 'failed', error: query.error, retry: () => query.refetch() };
    }
    const by = lease.kind === 'seen' && lease.by !== null ? lease.by || t.reviews.somebody : null;
    return { kind: 'open', subject: subject(), lockedBy: by };
  }

  function subject(): Subject | null {
    if (!executionId) return null;
    if (review) return { executionId, item, review, givenOutput: review.givenOutput };
    const given = givenBy(talk);
    if (given === undefined && !stands) return null;
    return { executionId, item, review: null, givenOutput: given ?? null };
  }
}

/** The answer as the execution tells it; undefined while that is not known. */
function givenBy(talk: Talk): string | null | undefined {
  const { details, isWhole, isCut, isSilent, messages, span } = talk;
  if (details.isError) return null;
  if (!isWhole) return undefined;
  // What stands last of what was read is said in its middle.
  if (isCut) return null;
  if (!isSilent) return answerText(messages);
  if (span.isLoading) return undefined;
  const output = span.data?.output;
  return output === null || output === undefined ? null : toJson(output);
}
