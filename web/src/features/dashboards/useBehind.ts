import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { EventsBehind, ListBehind } from './model/behind';

/** What is behind a point: events in a drawer, or a list on its own page. */
export function useBehind() {
  const navigate = useNavigate();
  const [events, setEvents] = useState<EventsBehind | null>(null);
  const open = useCallback(
    (behind: EventsBehind | ListBehind) => {
      if ('search' in behind) navigate({ to: behind.to, search: behind.search });
      else setEvents(behind);
    },
    [navigate],
  );
  return { events, open, close: () => setEvents(null) };
}

export type Behind = ReturnType<typeof useBehind>;
