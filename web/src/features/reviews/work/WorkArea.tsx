import { useRef } from 'react';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
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
}

/** The conversation, and the form beside it. */
export function WorkArea({ work, flow, position, mayWrite, shows }: WorkAreaProps) {
  const { open, review, item, talk, executionId } = work;
  const subject = open.kind === 'open' ? open.subject : null;
  const key = item?.itemId ?? review?.reviewId;
  const form = useRef<HTMLElement>(null);
  useFocus(form, subject ? key : undefined);
  if (open.kind === 'gone' || open.kind === 'foreign')
    return (
      <NotHere
        kind={open.kind === 'gone' ? open.what : 'foreign'}
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
            key={key}
            subject={subject}
            lockedBy={open.kind === 'open' ? open.lockedBy : null}
            position={position}
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
}

function NotHere({ kind, flow, mayWrite }: NotHereProps) {
  return (
    <div className={s.alone}>
      <Empty title={words.notHere[kind]} text={words.notHereText[kind]}>
        <Button onClick={flow.close}>{words.backToList}</Button>
        {mayWrite && (
          <Button look="primary" disabled={flow.isTaking} onClick={flow.next}>
            {words.takeNext}
          </Button>
        )}
      </Empty>
    </div>
  );
}
