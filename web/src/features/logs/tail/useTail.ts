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
/** Lines of a gap that are read at once, in pages, and milliseconds around it. */
const FILL = 5_000;
const PAGE = 500;
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
      try {
        dispatch({ type: 'filled', gap, ...(await readGap(scope, gap)) });
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

/** The lines of a gap, the newest first, and whether there are more than were read. */
async function readGap(scope: LogScope, { from, to }: Gap) {
  const instant = (time: string | null, by: number) =>
    time ? new Date(Date.parse(time) + by).toISOString() : undefined;
  const time = { from: instant(from, -AROUND), to: instant(to, AROUND) };
  const logs: Log[] = [];
  let cursor: string | null = null;
  do {
    const page = await readLogs({ ...scope, range: undefined }, { ...time, limit: PAGE, cursor });
    logs.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor && logs.length < FILL);
  return { logs, hasMore: cursor !== null };
}

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
