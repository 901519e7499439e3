import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import {
  commentsQuery,
  deleteComment,
  type Review,
  type ReviewComment,
  reviewsKey,
} from '@/api/reviews';
import { explain } from '@/lib/problem';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Confirm } from '@/ui/FormDialog';
import { CommentBox } from './CommentBox';
import { Entries } from './Entries';
import { Fold } from './Fold';
import s from './talk.module.css';
import { useMe, Who } from './Who';

const words = t.reviewForm;

/** What was said about a review. */
export const Comments = ({ review, mayWrite }: { review: Review; mayWrite: boolean }) => (
  <Fold title={words.comments} size={review.commentCount}>
    {() => <CommentList reviewId={review.reviewId} mayWrite={mayWrite} />}
  </Fold>
);

function CommentList({ reviewId, mayWrite }: { reviewId: string; mayWrite: boolean }) {
  const project = useProject();
  const client = useQueryClient();
  const me = useMe();
  const query = useInfiniteQuery(commentsQuery(project, reviewId));
  const [leaving, setLeaving] = useState<ReviewComment | null>(null);
  const deleting = useMutation({
    mutationFn: (comment: number) => deleteComment(project, reviewId, comment),
    onSuccess: () => setLeaving(null),
    onSettled: () => client.invalidateQueries({ queryKey: reviewsKey(project) }),
  });
  const ask = (comment: ReviewComment) => {
    deleting.reset();
    setLeaving(comment);
  };
  return (
    <>
      {mayWrite && <CommentBox reviewId={reviewId} />}
      <Entries label={words.comments} query={query} none={words.noComments}>
        {(comment: ReviewComment) => (
          <article className={s.comment}>
            <header>
              <Who name={comment.author} at={comment.createdAt} />
              {mayWrite && comment.author === me && (
                <Button
                  look="ghost"
                  icon
                  small
                  aria-label={words.deleteComment.action}
                  title={words.deleteComment.action}
                  onClick={() => ask(comment)}
                >
                  <Trash2 className="ico" aria-hidden />
                </Button>
              )}
            </header>
            <p dir="auto">{comment.text}</p>
          </article>
        )}
      </Entries>
      {leaving && (
        <Confirm
          title={words.deleteComment.title}
          action={words.deleteComment.action}
          busy={deleting.isPending}
          failure={deleting.error && explain(deleting.error)}
          onConfirm={() => deleting.mutate(leaving.id)}
          onClose={() => setLeaving(null)}
        >
          <p>{words.deleteComment.text}</p>
        </Confirm>
      )}
    </>
  );
}
