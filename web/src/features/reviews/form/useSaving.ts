// Saving a review: made or changed, over the version it was written over, and what comes of it if that is gone.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '@/api/client';
import {
  changeReview,
  createReview,
  newerReview,
  type Review,
  type ReviewStatus,
  reviewQuery,
  reviewsKey,
} from '@/api/reviews';
import { sessionQuery } from '@/api/session';
import { useProject } from '@/lib/project';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';
import type { Subject } from '../model/subject';
import { changeOf, newReview } from './model/change';
import type { Stored } from './model/draft';
import type { Fields } from './model/fields';
import { type ReviewDraft, storedOf } from './useReviewDraft';

interface Sent {
  /** What stands there; null where nothing does. */
  review: Review | null;
  base: Stored;
  fields: Fields;
  status: ReviewStatus;
}

export function useSaving(subject: Subject, form: ReviewDraft, onSaved: (review: Review) => void) {
  const project = useProject();
  const client = useQueryClient();
  const me = useQuery(sessionQuery).data?.user.email;
  const [theirs, setTheirs] = useState<Review | null>(null);

  const saving = useMutation({
    mutationFn: async ({ review, base, fields, status }: Sent) => {
      const wish = { fields, status, me, given: subject.givenOutput };
      if (!review) return createReview(project, newReview(subject.executionId, wish));
      const change = changeOf(review, base, wish);
      return change ? changeReview(project, review.reviewId, change) : review;
    },
    onSuccess: (saved, { review }) => {
      form.take(saved);
      setTheirs(null);
      const { queryKey } = reviewQuery(project, saved.reviewId);
      client.setQueryData(queryKey, (old) => old && { ...old, ...saved });
      client.invalidateQueries({ queryKey: reviewsKey(project) });
      if (saved !== review) say(t.reviewForm.saved[saved.status]);
    },
    onError: (error) => {
      const newer = newerReview(error);
      if (newer) setTheirs(newer);
    },
  });

  // Work goes on from here only as long as the form stands: who went elsewhere meanwhile stays there.
  const send = (sent: Sent) => saving.mutate(sent, { onSuccess: onSaved });

  return {
    isSaving: saving.isPending,
    /** What went wrong, unless it asks for a choice. */
    error: newerReview(saving.error) || existingReview(saving.error) ? null : saving.error,
    /** The review that somebody made of it first. */
    exists: subject.review ? null : existingReview(saving.error),
    theirs,
    forget: saving.reset,
    save(status: ReviewStatus) {
      if (saving.isPending) return;
      // Somebody else wrote in the same places: the choice comes first.
      if (form.contested.length > 0 && subject.review) setTheirs(subject.review);
      else {
        const { fields, draft } = form;
        send({ review: subject.review, base: draft.base, fields, status });
      }
    },
    saveOver(newer: Review, fields: Fields, status: ReviewStatus) {
      if (!saving.isPending) send({ review: newer, base: storedOf(newer), fields, status });
    },
    leaveConflict: () => {
      setTheirs(null);
      saving.reset();
    },
  };
}

export type Saving = ReturnType<typeof useSaving>;

/** The id of the review that an execution has already, where that is why ours was refused. */
function existingReview(error: unknown): string | null {
  if (!(error instanceof ApiError) || error.status !== 409) return null;
  const { reviewId } = (error.problem ?? {}) as { reviewId?: unknown };
  return typeof reviewId === 'string' ? reviewId : null;
}
