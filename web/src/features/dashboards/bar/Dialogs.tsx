import { explain } from '@/lib/problem';
import { saveFile } from '@/lib/save-file';
import { t } from '@/lib/strings';
import { Confirm } from '@/ui/FormDialog';
import { exported, fileName } from '../model/exchange';
import type { BoardAddress } from '../search';
import { useDashboardActions } from '../useDashboards';
import type { Draft } from '../useDraft';
import { useImport } from '../useImport';
import { ConflictDialog } from './ConflictDialog';
import type { MenuActions } from './DashboardMenu';
import { NameDialog } from './NameDialog';

const words = t.dashboards;

export type DialogName = 'new' | 'rename' | 'delete';

/** What the menu's items do. */
export function useMenuActions(
  { draft, change }: Draft,
  { view }: BoardAddress,
  ask: (name: DialogName) => void,
): MenuActions {
  const { createCopy } = useDashboardActions();
  const onImport = useImport();
  return {
    onNew: () => ask('new'),
    onRename: () => ask('rename'),
    onDelete: () => ask('delete'),
    onDuplicate: () => createCopy(draft),
    onImport,
    onExport: () => saveFile(fileName(draft.name), 'application/json', exported(draft)),
    onKeep: () => {
      const { range, refreshSeconds, filters } = view;
      change({ settings: { ...range, refreshSeconds, filters } });
    },
  };
}

interface DialogsProps {
  name: DialogName | null;
  draft: Draft;
  onClose: () => void;
}

export function Dialogs({ name, draft, onClose }: DialogsProps) {
  const { create, createCopy, remove } = useDashboardActions();
  const { base, theirs } = draft;
  if (theirs) {
    return (
      <ConflictDialog
        theirs={theirs}
        onTheirs={() => draft.take(theirs)}
        onMine={() => draft.save(theirs.version)}
        onCopy={() => createCopy(draft.draft)}
        onClose={draft.leaveConflict}
      />
    );
  }
  if (name === 'new') {
    return (
      <NameDialog
        title={words.menu.new}
        action={words.create}
        name=""
        description=""
        isBusy={create.isPending}
        onClose={onClose}
        onSubmit={async (title, description) => {
          await createCopy({ name: title, description, cards: [], settings: { range: '7d' } });
          onClose();
        }}
      />
    );
  }
  if (name === 'rename') {
    return (
      <NameDialog
        title={words.menu.rename}
        action={words.rename}
        name={draft.draft.name}
        description={draft.draft.description ?? ''}
        onClose={onClose}
        onSubmit={(title, description) => {
          draft.change({ name: title, description });
          onClose();
        }}
      />
    );
  }
  if (name === 'delete') {
    return (
      <Confirm
        title={words.deleteTitle}
        action={words.delete}
        busy={remove.isPending}
        failure={remove.error ? explain(remove.error) : null}
        onConfirm={() => remove.mutate(base.id, { onSuccess: onClose })}
        onClose={onClose}
      >
        <p>{words.deleteText(base.name)}</p>
      </Confirm>
    );
  }
  return null;
}
