// One dashboard: its bar, its board, and the panels over it.
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useProject } from '@/lib/project';
import { useMay } from '@/lib/role';
import { useShortcuts } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { LeaveGuard } from '@/ui/LeaveGuard';
import { Caveat, Empty } from '@/ui/Notice';
import { Page } from '@/ui/Page';
import { Tag } from '@/ui/Tag';
import type { Dashboard } from './api/types';
import { BoardTools } from './bar/BoardTools';
import bar from './bar/bar.module.css';
import { DashboardMenu } from './bar/DashboardMenu';
import { type DialogName, Dialogs, useMenuActions } from './bar/Dialogs';
import { FilterBar } from './bar/FilterBar';
import { BoardSkeleton } from './board/BoardSkeleton';
import s from './dashboards.module.css';
import { withCard } from './model/draft';
import { type Places, placed } from './model/layout';
import { Panels } from './Panels';
import { useBoardView } from './search';
import { useBehind } from './useBehind';
import { useCardEditing } from './useCardEditing';
import { useDraft } from './useDraft';
import { useWall } from './useWall';

const Board = lazy(async () => ({ default: (await import('./board/Board')).Board }));

const words = t.dashboards;
/** The zone that days begin in. */
const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function DashboardView({ saved, range }: { saved: Dashboard; range: ReactNode }) {
  const project = useProject();
  const mayEdit = useMay('editor');
  const draft = useDraft(saved);
  const address = useBoardView(draft.draft.settings);
  const { view, isTimed, change } = address;
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const [wantsFilters, setWantsFilters] = useState(false);
  const isFiltering = wantsFilters || view.filters.length > 0;
  const editing = useCardEditing(draft);
  const behind = useBehind();
  const wallElement = useRef<HTMLDivElement>(null);
  const wall = useWall(wallElement);
  const menu = useMenuActions(draft, address, setDialog);

  // The time is a part of the address, so that it can be sent to somebody as it is seen.
  useEffect(() => {
    if (!isTimed) change({ ...view.range }, true);
  }, [isTimed, change, view.range]);

  useShortcuts({ f: wall.toggle });
  useShortcuts({ n: editing.add }, mayEdit && !editing.card && !wall.isWall);
  useShortcuts({ 'mod+s': () => draft.isDirty && draft.save() }, mayEdit && !editing.card);

  const { cards } = draft.draft;
  const shown = useMemo(
    () => (editing.card ? withCard(cards, editing.card) : cards),
    [cards, editing.card],
  );
  const scope = useMemo(
    () => ({ project, timezone, range: view.range, refreshSeconds: view.refreshSeconds }),
    [project, view.range, view.refreshSeconds],
  );
  const arrange = (places: Places) => {
    draft.setCards((old) => placed(old, places));
    editing.arrange(places);
  };
  const mayChange = mayEdit && !wall.isWall;

  return (
    <Page
      title={draft.draft.name}
      heading={
        <span className={bar.heading}>
          <span className="wide">{words.title}</span>
          <DashboardMenu id={saved.id} name={draft.draft.name} mayEdit={mayEdit} actions={menu} />
          {draft.isDirty && mayEdit && (
            <span className="wide" title={words.unsavedHint}>
              <Tag tone="warn">{words.unsaved}</Tag>
            </span>
          )}
        </span>
      }
      tools={
        <BoardTools
          draft={draft}
          address={address}
          mayEdit={mayEdit}
          range={range}
          isFiltering={isFiltering}
          onFilter={() => setWantsFilters((old) => !old)}
          onWall={wall.toggle}
          onAdd={editing.add}
        />
      }
    >
      {draft.newer && (
        <Caveat>
          {words.changedElsewhere(draft.newer.updatedBy ?? words.conflict.somebody)}{' '}
          <button
            type="button"
            className="link"
            onClick={() => draft.newer && draft.take(draft.newer)}
          >
            {words.takeNewer}
          </button>
        </Caveat>
      )}
      {isFiltering && (
        <FilterBar cards={shown} filters={view.filters} onChange={address.setFilters} />
      )}
      <div className={s.wrap} data-editing={editing.card ? true : undefined}>
        <div ref={wallElement} className={wall.isWall ? s.wall : s.page}>
          {shown.length === 0 ? (
            <Empty title={words.empty.boardTitle} text={words.empty.boardText}>
              {mayEdit && (
                <Button look="primary" onClick={editing.add}>
                  {words.addCardLabel}
                </Button>
              )}
            </Empty>
          ) : (
            <Suspense fallback={<BoardSkeleton />}>
              <Board
                cards={shown}
                editedId={mayChange ? (editing.card?.id ?? null) : null}
                scope={scope}
                filters={view.filters}
                actions={mayChange ? editing.actions : null}
                onArrange={arrange}
                onOpen={behind.open}
              />
            </Suspense>
          )}
        </div>
        <Panels editing={editing} behind={behind} scope={scope} filters={view.filters} />
      </div>
      <Dialogs name={dialog} draft={draft} onClose={() => setDialog(null)} />
      <LeaveGuard when={draft.isDirty && mayEdit} />
    </Page>
  );
}
