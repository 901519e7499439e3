// The form beside the conversation.
import { useState } from 'react';
import type { Review, ReviewStatus } from '@/api/reviews';
import { useMay } from '@/lib/role';
import { t } from '@/lib/strings';
import { LeaveGuard } from '@/ui/LeaveGuard';
import type { Subject } from '../model/subject';
import { ConflictDialog } from './ConflictDialog';
import { FormFields } from './FormFields';
import { FormHead } from './FormHead';
import s from './form.module.css';
import { FIELDS } from './model/fields';
import { troublesOf } from './model/limits';
import { NewerNote } from './NewerNote';
import { SaveBar } from './SaveBar';
import { ScoresLine } from './ScoresLine';
import { Comments } from './talk/Comments';
import { History } from './talk/History';
import { goTo, useControls, useFormKeys } from './useFormKeys';
import { useReviewDraft } from './useReviewDraft';
import { useSaving } from './useSaving';

const words = t.reviewForm;

export interface ReviewFormProps {
  subject: Subject;
  /** Who works at it, where somebody else does: it can only be read then. */
  lockedBy: string | null;
  position?: { at: number; of: number };
  /** Brings it into sight, where it is hidden. */
  onShow?: () => void;
  onSaved: (review: Review) => void;
  onSkip?: () => void;
  onDeleted: () => void;
}

/** What somebody thinks of an execution, to be written, saved, and talked about. */
export function ReviewForm(props: ReviewFormProps) {
  const { subject, lockedBy, onSkip } = props;
  const { review } = subject;
  const mayWrite = useMay('editor');
  const form = useReviewDraft(subject);
  const saving = useSaving(subject, form, props.onSaved);
  const controls = useControls();
  const [wasTried, setWasTried] = useState(false);
  const [resolves, setResolves] = useState(true);

  const isLocked = !mayWrite || lockedBy !== null;
  const troubles = troublesOf(form.fields);
  const usual: ReviewStatus = resolves ? 'resolved' : 'in_progress';
  const status = review?.status === 'dismissed' ? 'dismissed' : usual;

  function save(as: ReviewStatus = status) {
    if (isLocked || saving.isSaving) return;
    // A tag that was not taken stands there still: it is not lost without a word.
    if (controls.tags.current?.value.trim()) return goTo(controls, 'tags');
    const first = FIELDS.find((name) => troubles[name]);
    setWasTried(true);
    if (first) goTo(controls, first);
    else saving.save(as);
  }
  const change: typeof form.change = (part) => {
    // What is on its way is not changed any more.
    if (saving.isSaving) return;
    if (saving.error) saving.forget();
    form.change(part);
  };
  const press = useFormKeys({
    controls,
    isEnabled: !isLocked,
    onRate: (rating) => change({ rating }),
    // Nothing is saved unseen: its errors, and what others wrote, would not be seen either.
    onSave: props.onShow ?? save,
    onSkip,
  });

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the controls in it */}
      <div className={s.form} onKeyDown={press}>
        <FormHead
          subject={subject}
          form={form}
          mayWrite={!isLocked}
          onDismiss={() => save('dismissed')}
          onDeleted={props.onDeleted}
        />
        {isLocked && (
          <p className={s.strip} data-calm={!lockedBy || undefined} role="note">
            {lockedBy && mayWrite ? words.locked(lockedBy) : words.viewer}
          </p>
        )}
        <NewerNote form={form} saving={saving} onCompare={() => saving.save(status)} />
        <div className={s.body} tabIndex={isLocked ? 0 : undefined}>
          <ScoresLine executionId={subject.executionId} />
          <FormFields
            form={form}
            given={subject.givenOutput}
            troubles={troubles}
            wasTried={wasTried}
            error={saving.error}
            readOnly={isLocked}
            controls={controls}
            onChange={change}
          />
          {review && <Comments review={review} mayWrite={mayWrite} />}
          {review && <History review={review} />}
        </div>
        {!isLocked && (
          <SaveBar
            resolves={resolves}
            isDismissed={review?.status === 'dismissed'}
            onResolves={setResolves}
            position={props.position}
            saving={saving}
            onSave={() => save()}
            onSkip={onSkip}
          />
        )}
      </div>
      {saving.theirs && (
        <ConflictDialog
          draft={form.draft}
          theirs={saving.theirs}
          was={review?.status}
          isSaving={saving.isSaving}
          error={saving.error}
          onSave={(fields) => saving.theirs && saving.saveOver(saving.theirs, fields, status)}
          onClose={saving.leaveConflict}
        />
      )}
      <LeaveGuard when={form.isDirty && !form.isKept} />
    </>
  );
}
