import { remainder } from '@/lib/problem';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { EditForm } from '../shared/EditForm';
import { useEditing } from '../shared/useEditing';
import { KindLimits } from './KindLimits';
import { draftOf, faults, fieldOf, isSame, limitsOf } from './model';
import { KINDS, type Retention, useSaveRetention } from './queries';

const words = t.upkeep.retention;
const SHOWN = KINDS.flatMap((kind) => [fieldOf(kind, 'Days'), fieldOf(kind, 'Bytes')]);

/** Days and bytes of each kind; what is left empty follows the server. */
export function RetentionForm({ retention }: { retention: Retention }) {
  const save = useSaveRetention(useProject());
  const editing = useEditing({
    kept: draftOf(retention),
    isSame,
    faults,
    words: (fault) => words.faults[fault],
    save,
    onSave: (draft) => save.mutate(limitsOf(draft)),
  });
  const { draft, found, errors, change } = editing;
  return (
    <EditForm
      title={words.limits}
      note={words.limitsNote}
      editing={editing}
      failure={remainder(save.error, (field) => SHOWN.some((shown) => shown === field))}
    >
      {KINDS.map((kind) => (
        <KindLimits
          key={kind}
          kind={kind}
          draft={draft[kind]}
          retention={retention}
          isSound={!found[fieldOf(kind, 'Days')] && !found[fieldOf(kind, 'Bytes')]}
          errors={errors}
          onChange={(part) => change({ [kind]: { ...draft[kind], ...part } })}
        />
      ))}
    </EditForm>
  );
}
