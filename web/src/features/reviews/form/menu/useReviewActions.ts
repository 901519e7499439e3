// What is done with a review at once, apart from what is written in the form.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  changeReview,
  type Review,
  type ReviewChange,
  reviewQuery,
  reviewsKey,
} from '@/api/reviews';
import { sessionQuery } from '@/api/session';
import { explain } from '@/lib/problem';
import { useProject } from '@/lib/project';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';

const words = t.reviewForm;

interface Wish {
  change: ReviewChange;
  said: string;
  /** The dialog that asked for it is open, and says what goes wrong. */
  isAsked?: boolean;
}

export function useReviewActions({ reviewId }: Review) {
  const project = useProject();
  const client = useQueryClient();
  const me = useQuery(sessionQuery).data?.user.email;
  const acting = useMutation({
    mutationFn: ({ change }: Wish) => changeReview(project, reviewId, change),
    onSuccess: (review, { said }) => {
      const { queryKey } = reviewQuery(project, reviewId);
      client.setQueryData(queryKey, (old) => old && { ...old, ...review });
      client.invalidateQueries({ queryKey: reviewsKey(project) });
      say(said);
    },
    onError: (error, { isAsked }) => {
      if (!isAsked) say(explain(error), 'error');
    },
  });
  return {
    error: acting.error,
    isActing: acting.isPending,
    /** `onDone` closes the dialog that asked whom. */
    assign(assignee: string | null, onDone?: () => void) {
      const whose = assignee === me ? words.assignedToYou : assignee && words.assigned(assignee);
      acting.mutate(
        {
          change: { assignee },
          said: whose || words.unassigned,
          isAsked: onDone !== undefined,
        },
        { onSuccess: onDone },
      );
    },
    reopen: () => acting.mutate({ change: { status: 'open' }, said: words.reopened }),
  };
}
