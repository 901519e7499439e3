import { lazy, Suspense } from 'react';
import { t } from '@/lib/strings';
import { Bone } from '@/ui/Notice';
import type { Filter } from './api/types';
import type { CardScope } from './charts/useCardAnswer';
import s from './dashboards.module.css';
import type { Behind } from './useBehind';
import type { CardEditing } from './useCardEditing';

const CardEditor = lazy(async () => ({
  default: (await import('./editor/CardEditor')).CardEditor,
}));
const EventsDrawer = lazy(async () => ({
  default: (await import('@/features/events/EventsDrawer')).EventsDrawer,
}));

interface PanelsProps {
  editing: CardEditing;
  behind: Behind;
  scope: CardScope;
  filters: readonly Filter[];
}

/** What opens beside the board: a card's form, the events behind a point. */
export function Panels({ editing, behind, scope, filters }: PanelsProps) {
  const { card } = editing;
  return (
    <>
      {card && (
        <div className={s.side}>
          <Suspense fallback={<PanelBones />}>
            <CardEditor
              key={card.id}
              card={card}
              isNew={editing.isNew}
              range={scope.range}
              timezone={scope.timezone}
              filters={filters}
              onChange={editing.change}
              onSave={editing.keep}
              onCancel={editing.cancel}
              onDelete={() => editing.actions.remove(card)}
            />
          </Suspense>
        </div>
      )}
      {behind.events && (
        <Suspense>
          <EventsDrawer project={scope.project} {...behind.events} onClose={behind.close} />
        </Suspense>
      )}
    </>
  );
}

const PanelBones = () => (
  <div className={s.panelBones} role="status" aria-busy aria-label={t.loading}>
    <Bone width="40%" />
    <Bone width="90%" />
    <Bone width="70%" />
  </div>
);
