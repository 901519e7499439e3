import { remainder } from '@/lib/problem';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import type { PrivacyPolicy } from '../api';
import { EditForm } from '../shared/EditForm';
import { useEditing } from '../shared/useEditing';
import { DryRun } from './DryRun';
import { draftOf, faults, isSame, policyOf } from './model';
import { useSavePrivacy } from './queries';
import { Rules } from './Rules';
import { VerbosityChoice } from './VerbosityChoice';

/** Edits the policy; what is not saved yet can be tried. */
export function PolicyForm({ policy }: { policy: PrivacyPolicy }) {
  const save = useSavePrivacy(useProject());
  const editing = useEditing({
    kept: draftOf(policy),
    isSame,
    faults,
    words: (fault) => t.privacy[fault],
    save,
    onSave: (draft) => save.mutate(policyOf(draft)),
  });
  const { draft, errors, change } = editing;
  return (
    <>
      <EditForm
        title={t.privacy.whatIsKept}
        editing={editing}
        failure={remainder(save.error, (field) => /^(maxLength|rules\[\d+\]\.\w+)$/.test(field))}
      >
        <VerbosityChoice draft={draft} error={errors.maxLength} onChange={change} />
        <Rules rules={draft.rules} errors={errors} onChange={(rules) => change({ rules })} />
      </EditForm>
      <DryRun policy={policyOf(draft)} isSound={editing.isSound} onUnsound={editing.try} />
    </>
  );
}
