import { useQuery } from '@tanstack/react-query';
import { EllipsisVertical } from 'lucide-react';
import { useState } from 'react';
import type { Review } from '@/api/reviews';
import { sessionQuery } from '@/api/session';
import { copyText } from '@/lib/clipboard';
import { useProject } from '@/lib/project';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';
import { buttonClass } from '@/ui/Button';
import { Popover, PopoverItem, popoverStyles } from '@/ui/Popover';
import type { Subject } from '../../model/subject';
import { AssignDialog } from './AssignDialog';
import { DeleteDialog, TakeOutDialog } from './Dialogs';
import s from './menu.module.css';
import { useReviewActions } from './useReviewActions';

const words = t.reviewForm;

interface Props {
  subject: Subject;
  mayWrite: boolean;
  onDismiss: () => void;
  onDeleted: () => void;
}

/** What else can be done with a review, or with what waits for one. */
export function FormMenu({ subject, mayWrite, onDismiss, onDeleted }: Props) {
  const { review, item } = subject;
  const [asks, setAsks] = useState<'assign' | 'delete' | 'takeOut' | null>(null);
  const project = useProject();
  const close = () => setAsks(null);
  if (!review && !mayWrite) return null;
  return (
    <>
      <Popover
        label={words.menu.title}
        width={220}
        triggerClass={buttonClass({ look: 'ghost', icon: true })}
        triggerProps={{ 'aria-label': words.menu.title, title: words.menu.title }}
        trigger={<EllipsisVertical className="ico" aria-hidden />}
      >
        {(hide) => {
          const ask = (what: typeof asks) => () => {
            hide();
            setAsks(what);
          };
          return (
            <>
              {review && mayWrite && (
                <ReviewItems review={review} onAssign={ask('assign')} onDone={hide} />
              )}
              {mayWrite && review?.status !== 'dismissed' && (
                <PopoverItem
                  onClick={() => {
                    hide();
                    onDismiss();
                  }}
                >
                  {words.menu.dismiss}
                </PopoverItem>
              )}
              {review && (
                <PopoverItem
                  onClick={() => {
                    hide();
                    copyLink(project, review.reviewId);
                  }}
                >
                  {words.menu.copyLink}
                </PopoverItem>
              )}
              {mayWrite && <hr className={popoverStyles.rule} />}
              {mayWrite && item && !review && (
                <PopoverItem onClick={ask('takeOut')}>{words.menu.takeOut}</PopoverItem>
              )}
              {mayWrite && review && (
                <PopoverItem className={s.danger} onClick={ask('delete')}>
                  {words.menu.delete}
                </PopoverItem>
              )}
            </>
          );
        }}
      </Popover>
      {asks === 'assign' && review && <AssignDialog review={review} onClose={close} />}
      {asks === 'delete' && review && (
        <DeleteDialog reviewId={review.reviewId} onDone={onDeleted} onClose={close} />
      )}
      {asks === 'takeOut' && item && (
        <TakeOutDialog item={item} onDone={onDeleted} onClose={close} />
      )}
    </>
  );
}

interface ReviewItemsProps {
  review: Review;
  onAssign: () => void;
  onDone: () => void;
}

/** Who has it, and whether it is worked at again. */
function ReviewItems({ review, onAssign, onDone }: ReviewItemsProps) {
  const me = useQuery(sessionQuery).data?.user.email;
  const actions = useReviewActions(review);
  const isSettled = review.status === 'resolved' || review.status === 'dismissed';
  const act = (run: () => void) => () => {
    onDone();
    run();
  };
  return (
    <>
      {me && review.assignee !== me && (
        <PopoverItem onClick={act(() => actions.assign(me))}>{words.menu.assignToMe}</PopoverItem>
      )}
      <PopoverItem onClick={onAssign}>{words.menu.assign}</PopoverItem>
      {review.assignee && (
        <PopoverItem onClick={act(() => actions.assign(null))}>{words.menu.unassign}</PopoverItem>
      )}
      <hr className={popoverStyles.rule} />
      {isSettled && <PopoverItem onClick={act(actions.reopen)}>{words.menu.reopen}</PopoverItem>}
    </>
  );
}

async function copyLink(project: string, reviewId: string) {
  const path = `/reviews/${encodeURIComponent(reviewId)}?project=${encodeURIComponent(project)}`;
  const isCopied = await copyText(`${location.origin}${path}`);
  if (isCopied) say(words.linkCopied);
  else say(words.linkNotCopied, 'error');
}
