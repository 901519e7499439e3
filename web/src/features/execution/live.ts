// An open execution fills in while it is watched.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { refreshShort } from '@/api/refresh';
import type { ExecutionDetails } from '@/api/types';
import { LIVE_EVERY } from '@/lib/live';
import { useConnection, useLiveExecutions } from '@/lib/live-events';

/** Spans from which on a trace is read, and drawn, less often. */
const LARGE = 2_000;

/** What is read again when the execution changed. */
const PARTS = [
  'execution',
  'execution-whole',
  'messages',
  'execution-logs',
  'execution-events',
  'span',
];

const isLarge = (details: ExecutionDetails | undefined) => (details?.traces.length ?? 0) > LARGE;

/** How often to ask, in milliseconds, while no connection tells. */
export function lookEvery(details: ExecutionDetails | undefined): number | false {
  if (details?.execution.ended !== false) return false;
  return isLarge(details) ? LIVE_EVERY * 5 : LIVE_EVERY;
}

/** Reads an open execution again when it changed. */
export function useLiveExecution(
  project: string,
  id: string,
  details: ExecutionDetails | undefined,
) {
  const client = useQueryClient();
  useLiveExecutions(
    project,
    (items) => {
      const isOurs = items?.some(
        ({ executionId, traceId }) =>
          executionId === id || traceId === id || traceId === details?.execution.traceId,
      );
      // Where nobody knows what changed, it is unlikely to be one that ended long ago.
      if (!(isOurs ?? details?.execution.ended === false)) return;
      for (const name of new Set([id, details?.execution.executionId ?? id]))
        for (const part of PARTS) refreshShort(client, [part, project, name]);
    },
    isLarge(details) ? LIVE_EVERY * 2 : 1_000,
  );
}

/** The time up to which what runs is drawn, in milliseconds: it moves on while somebody watches. */
export function useDrawnAt(project: string, details: ExecutionDetails, fetchedAt: number) {
  const [tick, setTick] = useState(0);
  const isLive = useConnection(project) === 'open';
  const moves = isLive && details.execution.status === 'running' && !isLarge(details);
  useEffect(() => {
    if (!moves) return;
    const timer = setInterval(() => setTick(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [moves]);
  return moves ? Math.max(tick, fetchedAt) : fetchedAt;
}
