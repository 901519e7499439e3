import type { ReactNode } from 'react';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { FormError } from '@/ui/Form';
import { LeaveGuard } from '@/ui/LeaveGuard';
import { Card, settingsStyles as s } from '../frame/Sheet';
import type { Editing } from './useEditing';

interface EditFormProps {
  title: string;
  note?: string;
  editing: Editing;
  /** What the server would not, beyond what is told beside a field. */
  failure: string | null;
  children: ReactNode;
}

/** A card that is edited, saved or given up as a whole; asks before the page is left without either. */
export function EditForm({ title, note, editing, failure, children }: EditFormProps) {
  const { isDirty, isSound, isTried, isBusy, submit, discard } = editing;
  const fault = failure ?? (isTried && !isSound ? t.settings.mend : null);
  const foot = (
    <>
      {isDirty && !fault && <span className={s.unsaved}>{t.settings.unsaved}</span>}
      <FormError>{fault}</FormError>
      <Button disabled={!isDirty || isBusy} onClick={discard}>
        {t.settings.discard}
      </Button>
      <Button type="submit" look="primary" disabled={!isDirty || isBusy}>
        {isBusy ? t.settings.saving : t.settings.save}
      </Button>
    </>
  );
  return (
    <>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Card title={title} note={note} foot={foot}>
          {children}
        </Card>
      </form>
      <LeaveGuard when={isDirty} />
    </>
  );
}
