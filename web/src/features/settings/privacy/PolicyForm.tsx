import { useState } from 'react';
import { fieldErrors, remainder } from '@/lib/problem';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { LeaveGuard } from '@/ui/LeaveGuard';
import type { PrivacyPolicy } from '../api';
import { Card } from '../frame/Sheet';
import { SaveBar } from '../shared/SaveBar';
import { DryRun } from './DryRun';
import { type Draft, draftOf, faults, isSame, policyOf } from './model';
import { useSavePrivacy } from './queries';
import { Rules } from './Rules';
import { VerbosityChoice } from './VerbosityChoice';

/** Edits the policy; nothing holds until it is saved. */
export function PolicyForm({ policy }: { policy: PrivacyPolicy }) {
  const save = useSavePrivacy(useProject());
  const [draft, setDraft] = useState<Draft>(() => draftOf(policy));
  const [tried, setTried] = useState(false);
  const isDirty = !isSame(draft, draftOf(policy));
  const found = faults(draft);
  const own = tried ? worded(found) : {};
  // What the server said holds for what it was sent, not for what is typed since.
  const errors = { ...fieldErrors(save.error), ...own };
  const change = (part: Partial<Draft>) => {
    if (save.error) save.reset();
    setDraft((old) => ({ ...old, ...part }));
  };
  const isSound = Object.keys(found).length === 0;
  const failure = remainder(save.error, (field) => /^(maxLength|rules\[\d+\]\.\w+)$/.test(field));
  return (
    <>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (isDirty && isSound && !save.isPending) save.mutate(policyOf(draft));
        }}
      >
        <Card
          title={t.privacy.whatIsKept}
          foot={
            <SaveBar
              isDirty={isDirty}
              isBusy={save.isPending}
              failure={failure ?? (tried && !isSound ? t.settings.mend : null)}
              onDiscard={() => {
                save.reset();
                setTried(false);
                setDraft(draftOf(policy));
              }}
            />
          }
        >
          <VerbosityChoice draft={draft} error={errors.maxLength} onChange={change} />
          <Rules rules={draft.rules} errors={errors} onChange={(rules) => change({ rules })} />
        </Card>
      </form>
      <DryRun policy={policyOf(draft)} isSound={isSound} onUnsound={() => setTried(true)} />
      <LeaveGuard when={isDirty} />
    </>
  );
}

const worded = (found: ReturnType<typeof faults>) =>
  Object.fromEntries(Object.entries(found).map(([field, fault]) => [field, t.privacy[fault]]));
