import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ListChecks } from 'lucide-react';
import {
  executionReviewQuery,
  queueExecution,
  type Review,
  reviewOfRefusal,
  reviewsKey,
} from '@/api/reviews';
import { useAfterFrame } from '@/lib/after-frame';
import { explain } from '@/lib/problem';
import { useProject } from '@/lib/project';
import { useMay } from '@/lib/role';
import { say } from '@/lib/say';
import { useShortcuts } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import { Button, buttonClass } from '@/ui/Button';
import { Tag } from '@/ui/Tag';

const words = t.reviewExport;

interface ReviewButtonProps {
  executionId: string;
  small?: boolean;
}

/** Leads to an execution's review, or puts it up for one. Key `v`. */
export function ReviewButton({ executionId, small }: ReviewButtonProps) {
  const project = useProject();
  const mayWrite = useMay('editor');
  const enabled = useAfterFrame();
  const { data: review } = useQuery({ ...executionReviewQuery(project, executionId), enabled });
  const navigate = useNavigate();
  const open = (reviewId: string) =>
    navigate({ to: '/reviews/{-$reviewId}', params: { reviewId }, search: { tab: 'all' } });
  const queue = useQueueing(project, executionId, open);
  useShortcuts({
    v: () => {
      if (review) open(review.reviewId);
      else if (mayWrite && !queue.isPending) queue.mutate();
    },
  });
  if (review) return <ReviewLink review={review} small={small} />;
  if (!mayWrite) return null;
  return (
    <Button
      small={small}
      title={words.reviewHint}
      disabled={queue.isPending}
      onClick={() => queue.mutate()}
    >
      <ListChecks className="ico" aria-hidden />
      <span className={small ? undefined : 'wide'}>{words.review}</span>
    </Button>
  );
}

const ReviewLink = ({ review, small }: { review: Review; small?: boolean }) => (
  <Link
    to="/reviews/{-$reviewId}"
    params={{ reviewId: review.reviewId }}
    search={{ tab: 'all' }}
    className={buttonClass({ small })}
    title={words.openReview}
  >
    <ListChecks className="ico" aria-hidden />
    <span className="wide">{words.reviewed(t.reviews.rating[review.rating])}</span>
    <Tag tone={review.status === 'resolved' ? 'ok' : 'idle'}>{t.reviews.status[review.status]}</Tag>
  </Link>
);

/** Puts the execution up and goes there; to its review where somebody was faster. */
function useQueueing(project: string, executionId: string, open: (reviewId: string) => void) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => queueExecution(project, executionId),
    onSuccess: ({ itemId }) => {
      client.invalidateQueries({ queryKey: reviewsKey(project) });
      navigate({
        to: '/reviews/{-$reviewId}',
        params: { reviewId: undefined },
        search: { tab: 'queue', item: itemId },
      });
    },
    onError: (error) => {
      const reviewId = reviewOfRefusal(error);
      if (reviewId) open(reviewId);
      else say(explain(error), 'error');
    },
  });
}
