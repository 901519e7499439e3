import { useState } from 'react';
import { fieldErrors, remainder } from '@/lib/problem';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { LeaveGuard } from '@/ui/LeaveGuard';
import { Card } from '../frame/Sheet';
import { SaveBar } from '../shared/SaveBar';
import { KindLimits } from './KindLimits';
import { type Draft, draftOf, faults, fieldOf, isSame, limitsOf } from './model';
import { KINDS, type Retention, useSaveRetention } from './queries';

const words = t.upkeep.retention;
const SHOWN = KINDS.flatMap((kind) => [fieldOf(kind, 'Days'), fieldOf(kind, 'Bytes')]);

/** Days and bytes of each kind; what is left empty follows the server. */
export function RetentionForm({ retention }: { retention: Retention }) {
  const save = useSaveRetention(useProject());
  const [draft, setDraft] = useState<Draft>(() => draftOf(retention));
  const [tried, setTried] = useState(false);
  const kept = draftOf(retention);
  const isDirty = !isSame(draft, kept);
  const found = faults(draft);
  const isSound = Object.keys(found).length === 0;
  const own = tried
    ? Object.fromEntries(
        Object.entries(found).map(([field, fault]) => [field, words.faults[fault]]),
      )
    : {};
  const errors: Record<string, string | undefined> = { ...fieldErrors(save.error), ...own };
  const failure = remainder(save.error, (field) => SHOWN.some((shown) => shown === field));
  return (
    <>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (isDirty && isSound && !save.isPending) save.mutate(limitsOf(draft));
        }}
      >
        <Card
          title={words.limits}
          note={words.limitsNote}
          foot={
            <SaveBar
              isDirty={isDirty}
              isBusy={save.isPending}
              failure={failure}
              onDiscard={() => {
                save.reset();
                setTried(false);
                setDraft(kept);
              }}
            />
          }
        >
          {KINDS.map((kind) => (
            <KindLimits
              key={kind}
              kind={kind}
              draft={draft[kind]}
              retention={retention}
              isSound={!found[fieldOf(kind, 'Days')] && !found[fieldOf(kind, 'Bytes')]}
              errors={errors}
              onChange={(part) => {
                if (save.error) save.reset();
                setDraft((old) => ({ ...old, [kind]: { ...old[kind], ...part } }));
              }}
            />
          ))}
        </Card>
      </form>
      <LeaveGuard when={isDirty} />
    </>
  );
}
