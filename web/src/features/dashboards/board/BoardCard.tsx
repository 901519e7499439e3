import { useQueryClient } from '@tanstack/react-query';
import { memo, useCallback, useMemo } from 'react';
import type { BusinessEvent } from '@/api/events';
import { resolveRange } from '@/lib/time-range';
import { metricQuery } from '../api/queries';
import type { Card, Filter } from '../api/types';
import { CardView } from '../charts/CardView';
import type { Opened } from '../charts/chart-props';
import type { CardScope } from '../charts/useCardAnswer';
import { asked } from '../model/asked';
import { type EventsBehind, eventsBehind, type ListBehind, listBehind } from '../model/behind';
import { withFilters } from '../model/filters';
import { CardFrame } from './CardFrame';
import { type CardActions, CardMenu, EditedActions } from './CardMenu';
import { CardNotes } from './CardNotes';

export interface BoardCardProps {
  card: Card;
  scope: CardScope;
  /** The dashboard's conditions. */
  filters: readonly Filter[];
  isEdited: boolean;
  actions: CardActions | null;
  onOpen: (behind: EventsBehind | ListBehind) => void;
}

/** A card with its figures, its menu, and the way to what is behind them. */
export const BoardCard = memo(function BoardCard({
  card: own,
  scope,
  filters,
  isEdited,
  actions,
  onOpen,
}: BoardCardProps) {
  const client = useQueryClient();
  const card = useMemo(() => withFilters(own, filters), [own, filters]);
  const open = useCallback(
    (at: Opened) => {
      if (card.type === 'feed') return onOpen(eventsBehind(card, [], at));
      const key = metricQuery(scope, asked(card, scope.range)).queryKey;
      const groups = client.getQueryData(key)?.groups ?? [];
      onOpen(listBehind(card, at) ?? eventsBehind(card, groups, at));
    },
    [card, client, scope, onOpen],
  );
  const openAll = () => {
    const { from = new Date(0).toISOString(), to = new Date().toISOString() } = resolveRange(
      scope.range,
    );
    open({ group: null, from, to });
  };
  // Events until that one: it is the first of the list.
  const openEvent = ({ id, name, timestamp }: BusinessEvent) => {
    const { from = new Date(0).toISOString() } = resolveRange(scope.range);
    const to = new Date(Date.parse(timestamp) + 1).toISOString();
    onOpen({ ...eventsBehind(card, [], { group: null, from, to }), event: name, chosen: id });
  };
  return (
    <CardFrame
      card={own}
      isEdited={isEdited}
      notes={card.type === 'feed' ? null : <CardNotes card={card} scope={scope} />}
      actions={
        isEdited && actions ? (
          <EditedActions card={own} actions={actions} />
        ) : (
          <CardMenu card={own} actions={actions} onOpenEvents={openAll} />
        )
      }
    >
      <CardView card={card} scope={scope} onOpen={open} onOpenEvent={openEvent} />
    </CardFrame>
  );
});
