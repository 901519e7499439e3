import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { threadsQuery } from '@/api/conversations';
import { refreshShort } from '@/api/refresh';
import { useFallback, useLiveExecutions } from '@/lib/live-events';
import { useProject } from '@/lib/project';
import { readRange } from '@/lib/time-range';
import { useThreadSearch } from './search';

/** Milliseconds between looks at the list, however much happens. */
const LOOK_EVERY = 2_000;

/** The threads that the address asks for. While nobody reads on, they are looked at again by themselves. */
export function useThreads() {
  const { search } = useThreadSearch();
  const client = useQueryClient();
  const project = useProject();
  const fallback = useFallback(project);
  const { status, agentId, userId } = search;
  const filter = { search: search.search, status, agentId, userId };
  const list = useInfiniteQuery({
    ...threadsQuery(project, readRange(search), filter),
    refetchInterval: ({ state }) => state.data?.pages.length === 1 && fallback,
  });
  useLiveExecutions(project, () => refreshShort(client, ['threads', project]), LOOK_EVERY);
  const threads = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return { list, threads };
}
