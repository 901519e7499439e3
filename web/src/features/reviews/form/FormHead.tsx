import { useQuery } from '@tanstack/react-query';
import { RotateCcw, UserRound } from 'lucide-react';
import { useState } from 'react';
import type { ReviewStatus } from '@/api/reviews';
import { sessionQuery } from '@/api/session';
import { ago } from '@/lib/ago';
import { hoverTime } from '@/lib/format';
import { useNow } from '@/lib/now';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Confirm } from '@/ui/FormDialog';
import { Tag, type Tone } from '@/ui/Tag';
import type { Subject } from '../model/subject';
import s from './head.module.css';
import { FormMenu } from './menu/FormMenu';
import { type Origin, originOf, reasonsOf } from './model/origin';
import type { ReviewDraft } from './useReviewDraft';

const words = t.reviewForm;
const TONES: Record<ReviewStatus, Tone> = {
  open: 'warn',
  in_progress: 'run',
  resolved: 'ok',
  dismissed: 'idle',
};

interface Props {
  subject: Subject;
  form: ReviewDraft;
  mayWrite: boolean;
  onDismiss: () => void;
  onDeleted: () => void;
}

/** What the form is about: how far the review has come, and where it comes from. */
export function FormHead({ subject, form, mayWrite, onDismiss, onDeleted }: Props) {
  const { review } = subject;
  return (
    <header className={s.head}>
      <h2>{words.title}</h2>
      <Tag tone={review ? TONES[review.status] : 'idle'}>
        {review ? t.reviews.status[review.status] : words.waits}
      </Tag>
      {form.isDirty && mayWrite && <Unsaved form={form} />}
      <span className="grow" />
      <Provenance subject={subject} />
      <FormMenu subject={subject} mayWrite={mayWrite} onDismiss={onDismiss} onDeleted={onDeleted} />
    </header>
  );
}

function Unsaved({ form }: { form: ReviewDraft }) {
  const [asks, setAsks] = useState(false);
  const discard = () => {
    form.discard();
    say(words.discard.discarded);
  };
  return (
    <>
      <span className={s.unsaved} title={form.isKept ? words.unsavedHint : words.notKept}>
        <Tag tone={form.isKept ? 'idle' : 'warn'}>{words.unsaved}</Tag>
        <Button
          look="ghost"
          icon
          small
          aria-label={words.discard.label}
          title={words.discard.label}
          onClick={() => setAsks(true)}
        >
          <RotateCcw className="ico" aria-hidden />
        </Button>
      </span>
      {asks && (
        <Confirm
          title={words.discard.title}
          action={words.discard.action}
          onConfirm={discard}
          onClose={() => setAsks(false)}
        >
          <p>{words.discard.text}</p>
        </Confirm>
      )}
    </>
  );
}

/** Who flagged or reviewed it, and when; who has it. */
function Provenance({ subject: { review, item } }: { subject: Subject }) {
  const now = useNow();
  const me = useQuery(sessionQuery).data?.user.email;
  const name = (who: string) => (who === me ? words.you : who);
  const sentence = (origin: Origin) => {
    const when = ago(origin.at, now);
    return origin.kind === 'putUp' ? words.putUp(when) : words[origin.kind](name(origin.who), when);
  };
  const origins = review ? [originOf(review)] : item ? reasonsOf(item) : [];
  if (origins.length === 0) return null;
  const assignee = review?.assignee;
  const assigned = assignee && (assignee === me ? words.assignedToYou : words.assignedTo(assignee));
  const lines = [...origins.map(sentence), assigned, hoverTime(origins[0].at)].filter(Boolean);
  return (
    <>
      <span className={`${s.origin} clip`} title={lines.join('\n')}>
        {sentence(origins[0])}
      </span>
      {assigned && (
        <span className={s.assignee} role="img" aria-label={assigned} title={assigned}>
          <UserRound className="ico" aria-hidden />
        </span>
      )}
    </>
  );
}
