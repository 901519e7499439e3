import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { executionReviewQuery } from '@/api/reviews';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { Button, buttonClass } from '@/ui/Button';
import { Empty, Failure } from '@/ui/Notice';
import { ReviewForm } from '../form/ReviewForm';
import type { Flow } from '../queue/useFlow';
import { TalkColumn } from '../talk/TalkColumn';
import { FormSkeleton } from './FormSkeleton';
import { useFocus } from './useFocus';
import type { useSubject } from './useSubject';
import s from './work.module.css';

const words = t.reviews;

interface WorkAreaProps {
  work: ReturnType<typeof useSubject>;
  flow: Flow;
  position: { at: number; of: number } | undefined;
  mayWrite: boolean;
  /** Which of the two is seen where there is no room for both. */
  shows: 'both' | 'talk' | 'form';
  onShowForm: () => void;
}

/** The conversation, and the form beside it. */
export function WorkArea(props: WorkAreaProps) {
  const { work, flow, position, mayWrite, shows } = props;
  const { open, review, item, talk, executionId } = work;
  const subject = open.kind === 'open' ? open.subject : null;
  const form = useRef<HTMLElement>(null);
  useFocus(form, subject ? executionId : undefined);
  if (open.kind === 'gone' || open.kind === 'foreign')
    return (
      <NotHere
        kind={open.kind === 'gone' ? open.what : 'foreign'}
        executionId={executionId}
        flow={flow}
        mayWrite={mayWrite}
      />
    );
  if (open.kind === 'failed')
    return (
      <div className={s.alone}>
        <Failure error={open.error} onRetry={open.retry} />
      </div>
    );
  const isLocked = open.kind === 'open' && open.lockedBy !== null;
  return (
    <>
      {shows !== 'form' && (
        <TalkColumn executionId={executionId} talk={talk} review={review} item={item} />
      )}
      {/* Kept where it is not seen: what was typed is in it. */}
      <section
        ref={form}
        className={s.form}
        aria-label={words.formLabel}
        hidden={shows === 'talk'}
        tabIndex={-1}
      >
        {subject ? (
          <ReviewForm
            // An execution under review stays the same when it leaves the queue, or gets a review.
            key={executionId}
            subject={subject}
            lockedBy={open.kind === 'open' ? open.lockedBy : null}
            position={position}
            onShow={shows === 'talk' ? props.onShowForm : undefined}
            onSaved={flow.saved}
            onSkip={item && mayWrite && !isLocked ? flow.skip : undefined}
            onDeleted={flow.deleted}
          />
        ) : (
          <FormSkeleton />
        )}
        {isLocked && (
          <footer className={s.locked}>
            <Button look="primary" disabled={flow.isTaking} onClick={flow.next}>
              {words.takeNext}
            </Button>
          </footer>
        )}
      </section>
    </>
  );
}

interface NotHereProps extends Pick<WorkAreaProps, 'flow' | 'mayWrite'> {
  kind: 'item' | 'unlisted' | 'review' | 'foreign';
  /** What it was about, where that is known. */
  executionId: string | undefined;
}

function NotHere({ kind, executionId, flow, mayWrite }: NotHereProps) {
  return (
    <div className={s.alone}>
      <Empty title={words.notHere[kind]} text={words.notHereText[kind]}>
        <Button onClick={flow.close}>{words.backToList}</Button>
        {kind === 'item' && executionId && <Whereabouts executionId={executionId} />}
        {mayWrite && (
          <Button look="primary" disabled={flow.isTaking} onClick={flow.next}>
            {words.takeNext}
          </Button>
        )}
      </Empty>
    </div>
  );
}

/** The way to what left the queue: what was written of it is found again over its review. */
function Whereabouts({ executionId }: { executionId: string }) {
  const review = useQuery(executionReviewQuery(useProject(), executionId));
  if (review.isPending) return null;
  if (review.data)
    return (
      <Link
        to="/reviews/{-$reviewId}"
        params={{ reviewId: review.data.reviewId }}
        search={{ tab: 'all' }}
        className={buttonClass()}
      >
        {words.toReview}
      </Link>
    );
  return (
    <Link to="/executions/$executionId" params={{ executionId }} className={buttonClass()}>
      {words.toExecution}
    </Link>
  );
}
