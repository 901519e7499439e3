import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { get } from '@/api/client';
import { logsQuery } from '@/api/logs';
import { refresh } from '@/api/refresh';
import type { Log, Page } from '@/api/types';
import { LIVE_EVERY, useLive } from '@/lib/live';
import { useProject } from '@/lib/project';
import { readRange, resolveRange } from '@/lib/time-range';
import { useLogSearch } from './search';

const TRACE_ID = /^[0-9a-f]{32}$/i;
const LOOK = 50;

/** The lines that the address asks for, and how many came since. */
export function useLogs() {
  const client = useQueryClient();
  const project = useProject();
  const live = useLive();
  const { search } = useLogSearch();
  const range = readRange(search);
  // An execution's own id is no trace id: the server knows which traces it covers.
  const id = search.traceId;
  const trace = id && TRACE_ID.test(id) ? { traceId: id } : { executionId: id };
  const filter = {
    level: search.level,
    service: search.service ? [search.service] : undefined,
    ...trace,
  };
  const list = useInfiniteQuery(logsQuery(project, filter, range));
  const logs = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const head = useQuery({
    queryKey: ['logs-fresh', project, filter, range],
    queryFn: ({ signal }) => {
      const query = { project, ...resolveRange(range), ...filter, limit: LOOK };
      return get<Page<Log>>('/api/v1/observability/logs', query, signal);
    },
    enabled: live && list.isSuccess,
    refetchInterval: LIVE_EVERY,
    staleTime: LIVE_EVERY,
    gcTime: 0,
  });
  const known = useMemo(() => new Set(logs.map((log) => log.id)), [logs]);
  const fresh = live ? (head.data?.items.filter((log) => !known.has(log.id)).length ?? 0) : 0;
  const takeFresh = useCallback(() => refresh(client, ['logs', 'logs-fresh']), [client]);
  return { list, logs, fresh, overflow: logs.length > 0 && fresh === LOOK, takeFresh };
}
