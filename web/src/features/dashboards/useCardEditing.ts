// The card that is made or changed in the panel: the board shows it live, the dashboard has it once it is kept.
import { useMemo, useState } from 'react';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';
import type { Card } from './api/types';
import type { CardActions } from './board/CardMenu';
import { MOST_CARDS, newId, withCard, withoutCard } from './model/draft';
import { freePlace, type Places, placed } from './model/layout';
import type { Draft } from './useDraft';

const sayFull = () => say(t.dashboards.tooMany(MOST_CARDS), 'error');

export function useCardEditing({ draft, setCards }: Draft) {
  const [editing, setEditing] = useState<{ card: Card; isNew: boolean } | null>(null);

  // The same while a card is typed into: the other cards need not be drawn again.
  const actions = useMemo<CardActions>(
    () => ({
      edit: (card) => setEditing({ card, isNew: false }),
      duplicate: (card) =>
        setCards((cards) => {
          const copy = { ...card, id: newId(), layout: freePlace(cards, card.layout) };
          return cards.length < MOST_CARDS ? [...cards, copy] : cards;
        }),
      remove: (card) => {
        setCards((cards) => withoutCard(cards, card.id));
        setEditing(null);
        say(t.dashboards.card.deleted);
      },
    }),
    [setCards],
  );

  function add() {
    if (draft.cards.length >= MOST_CARDS) return sayFull();
    const layout = freePlace(draft.cards, { w: 3, h: 4 });
    const query = { aggregation: 'count', compare: 'previous' } as const;
    const card: Card = { id: newId(), type: 'number', title: '', color: 'workflow', layout, query };
    setEditing({ card, isNew: true });
  }

  /** A new card that takes another size goes where there is room for it. */
  function fitted({ card: { layout }, isNew }: { card: Card; isNew: boolean }, card: Card): Card {
    const { w, h } = card.layout;
    if (!isNew || (w === layout.w && h === layout.h)) return card;
    return { ...card, layout: freePlace(draft.cards, { w, h }) };
  }

  return {
    card: editing?.card ?? null,
    isNew: editing?.isNew ?? false,
    actions,
    add,
    change: (card: Card) => setEditing((old) => old && { ...old, card: fitted(old, card) }),
    keep: (card: Card) => {
      setCards((cards) => withCard(cards, card));
      setEditing(null);
    },
    cancel: () => setEditing(null),
    /** Its place may change while it is edited. */
    arrange: (places: Places) =>
      setEditing((old) => old && { ...old, card: placed([old.card], places)[0] ?? old.card }),
  };
}

export type CardEditing = ReturnType<typeof useCardEditing>;
