import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useProject } from '@/lib/project';
import { eventPropertiesQuery } from '../api/queries';
import type { Card } from '../api/types';
import { cardForEvent, eventsOf } from './model/cards';
import { type Field, fieldsOf } from './model/fields';
import { datasetOf } from './model/query';

/** What a card can be asked about; undefined until it is known. */
export function useCardFields(card: Card): Field[] | undefined {
  const project = useProject();
  const dataset = card.type === 'feed' ? 'events' : datasetOf(card.query);
  const [event = ''] = eventsOf(card);
  const isAsked = dataset === 'events' && event !== '';
  const found = useQuery({ ...eventPropertiesQuery(project, event), enabled: isAsked });
  const items = found.data?.items;
  return useMemo(() => {
    if (dataset !== 'events') return fieldsOf(dataset);
    if (!isAsked) return [];
    return items && fieldsOf('events', items);
  }, [dataset, isAsked, items]);
}

/** Puts a card on another event as soon as its properties are known. */
export function useChooseEvent(card: Card, onChange: (card: Card) => void) {
  const project = useProject();
  const client = useQueryClient();
  const [pending, setPending] = useState<string>();
  const now = useRef({ card, onChange, pending });
  useEffect(() => {
    now.current = { card, onChange, pending };
  });

  async function choose(event: string) {
    setPending(event);
    // A card that was empty need not wait to be one.
    if (eventsOf(card).length === 0) onChange(cardForEvent(card, event, []));
    const query = eventPropertiesQuery(project, event);
    const items = await client.fetchQuery(query).then(
      (found) => found.items,
      () => [],
    );
    // Somebody may have chosen another one meanwhile.
    if (now.current.pending !== event) return;
    setPending(undefined);
    now.current.onChange(cardForEvent(now.current.card, event, fieldsOf('events', items)));
  }
  return { choose, pending };
}
