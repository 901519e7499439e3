import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import {
  commentsQuery,
  deleteComment,
  type Review,
  type ReviewComment,
  reviewsKey,
} from '@/api/reviews';
import { explain } from '@/lib/problem';
import { useProject } from '@/lib/project';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
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
  const deleting = useMutation({
    mutationFn: (comment: number) => deleteComment(project, reviewId, comment),
    onError: (error) => say(explain(error), 'error'),
    onSettled: () => client.invalidateQueries({ queryKey: reviewsKey(project) }),
  });
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
                  aria-label={words.deleteComment}
                  title={words.deleteComment}
                  disabled={deleting.isPending}
                  onClick={() => deleting.mutate(comment.id)}
                >
                  <Trash2 className="ico" aria-hidden />
                </Button>
              )}
            </header>
            <p dir="auto">{comment.text}</p>
          </article>
        )}
      </Entries>
    </>
  );
}
