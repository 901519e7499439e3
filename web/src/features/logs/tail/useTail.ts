// Lines as they come, above the list.
import { useCallback, useEffect, useMemo, useReducer, useState } from 'react';
import { followLogs } from '@/api/log-tail';
import { type LogScope, readLogs } from '@/api/logs';
import type { Log } from '@/api/types';
import type { Gap, LogRow } from '@/ui/log/rows';
import { emptyTail, nextTail } from '../model/tail';

export type TailState = 'off' | 'connecting' | 'open' | 'lost';

/** Milliseconds between changes of the list. */
const FLUSH = 250;
/** Lines of a gap that are read at once, and milliseconds around it. */
const FILL = 500;
const AROUND = 2_000;

interface TailOptions {
  scope: LogScope;
  isOn: boolean;
  isFollowing: boolean;
  /** The first page of the list below; another one holds all that came until then. */
  firstPage: readonly Log[] | undefined;
}

export function useTail({ scope, isOn, isFollowing, firstPage }: TailOptions) {
  const [tail, dispatch] = useReducer(nextTail, isFollowing, emptyTail);
  const [state, setState] = useState<TailState>('off');
  const [loading, setLoading] = useState<string>();

  useEffect(() => {
    if (!isOn) return setState('off');
    const controller = new AbortController();
    setState('connecting');
    const inbox = newInbox((rows) => dispatch({ type: 'came', rows }));
    const flush = setInterval(inbox.flush, FLUSH);
    const { project, conditions } = scope;
    const listener = {
      ...inbox,
      onOpen: () => setState('open'),
      onLost: () => setState('lost'),
    };
    followLogs({ project, ...conditions }, listener, controller.signal);
    return () => {
      controller.abort();
      clearInterval(flush);
      dispatch({ type: 'reset' });
    };
  }, [scope, isOn]);

  useEffect(() => dispatch({ type: isFollowing ? 'follow' : 'pause' }), [isFollowing]);
  useEffect(() => {
    if (firstPage) dispatch({ type: 'read', logs: firstPage });
  }, [firstPage]);

  // Between the list's first page and the beginning of the tail, lines may have come too.
  const isOpen = state === 'open';
  const isRead = firstPage !== undefined;
  useEffect(() => {
    if (!isOpen || !isRead) return;
    const controller = new AbortController();
    readLogs(scope, { limit: 100 }, controller.signal)
      .then(({ items }) => dispatch({ type: 'missed', logs: items }))
      .catch(() => {});
    return () => controller.abort();
  }, [scope, isOpen, isRead]);

  const fill = useCallback(
    async (gap: Gap) => {
      setLoading(gap.id);
      const instant = (time: string, by: number) => new Date(Date.parse(time) + by).toISOString();
      try {
        const { items } = await readLogs(
          { ...scope, range: undefined },
          {
            from: gap.from ? instant(gap.from, -AROUND) : undefined,
            to: gap.to ? instant(gap.to, AROUND) : undefined,
            limit: FILL,
          },
        );
        dispatch({ type: 'filled', gapId: gap.id, logs: items });
      } catch {
        // The gap stays, and with it the way to try again.
      }
      setLoading(undefined);
    },
    [scope],
  );
  const take = useCallback(() => dispatch({ type: 'take' }), []);
  return useMemo(() => ({ tail, state, loading, fill, take }), [tail, state, loading, fill, take]);
}

export type LiveTail = ReturnType<typeof useTail>;

/** Gathers what comes, and hands it on, the newest first. */
function newInbox(onRows: (rows: LogRow[]) => void) {
  let rows: LogRow[] = [];
  let last: string | null = null;
  let gaps = 0;
  return {
    onLine(log: Log) {
      last = log.timestamp;
      rows.push(log);
    },
    onDropped({ count, exact }: { count: number | null; exact: boolean }) {
      gaps += 1;
      const id = `dropped-${gaps}-${last ?? ''}`;
      rows.push({ kind: 'gap', id, count, isExact: exact, from: last, to: null });
    },
    flush() {
      if (rows.length === 0) return;
      const came = rows.reverse();
      rows = [];
      onRows(came);
    },
  };
}
