import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { executionsQuery, freshExecutionsQuery, type ListScope } from '@/api/executions';
import { refresh } from '@/api/refresh';
import { LIVE_EVERY, useLive } from '@/lib/live';
import { useFallback, useLiveExecutions } from '@/lib/live-events';
import { useProject } from '@/lib/project';
import { readRange } from '@/lib/time-range';
import { pickFilters } from './model/filters';
import { mergeHead } from './model/merge';
import { DEFAULT_SORT, useListSearch } from './search';

/** What the address asks for. */
export function useListScope(): ListScope {
  const project = useProject();
  const { search } = useListSearch();
  const filter = { ...pickFilters(search), sort: search.sort ?? DEFAULT_SORT };
  return { project, range: readRange(search), filter };
}

/** The list as far as it was scrolled, kept up to date in place, and how much waits above it. */
export function useExecutions(scope: ListScope) {
  const client = useQueryClient();
  const live = useLive();
  const list = useInfiniteQuery(executionsQuery(scope));
  const head = useQuery({
    ...freshExecutionsQuery(scope),
    enabled: live && list.isSuccess,
    refetchInterval: useFallback(scope.project),
    staleTime: LIVE_EVERY,
  });
  useLiveExecutions(scope.project, () =>
    client.invalidateQueries({ queryKey: ['executions-fresh'] }),
  );
  const loaded = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const merged = useMemo(
    () => mergeHead(loaded, live ? head.data?.items : undefined),
    [loaded, head.data, live],
  );
  const takeFresh = useCallback(
    () => refresh(client, ['executions', 'executions-fresh']),
    [client],
  );
  return { ...merged, list, takeFresh };
}
