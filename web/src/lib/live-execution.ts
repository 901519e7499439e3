// An execution that fills in while it is watched.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { executionQuery } from '@/api/executions';
import { refreshShort } from '@/api/refresh';
import type { ExecutionDetails } from '@/api/types';
import { LIVE_EVERY } from './live';
import { useFallback, useLiveExecutions } from './live-events';
import { useProject } from './project';

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

export const isLarge = (details: ExecutionDetails | undefined) =>
  (details?.traces.length ?? 0) > LARGE;

/** How often to ask, in milliseconds, while no connection tells. */
export function lookEvery(details: ExecutionDetails | undefined): number | false {
  if (details?.execution.ended !== false) return false;
  return isLarge(details) ? LIVE_EVERY * 5 : LIVE_EVERY;
}

/** An execution and its spans, read again with all that is shown of it as it changes. */
export function useLiveExecution(id: string | undefined) {
  const project = useProject();
  const client = useQueryClient();
  const isLost = useFallback(project) !== false;
  const query = useQuery({
    ...executionQuery(project, id ?? ''),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => isLost && lookEvery(state.data),
  });
  const details = query.data;
  useLiveExecutions(
    project,
    (items) => {
      if (id === undefined) return;
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
  return query;
}
