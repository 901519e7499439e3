import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { threadsQuery } from '@/api/conversations';
import { LIVE_EVERY, useLive } from '@/lib/live';
import { useProject } from '@/lib/project';
import { readRange } from '@/lib/time-range';
import { useThreadSearch } from './search';

/** The threads that the address asks for. While nobody reads on, they are looked at again by themselves. */
export function useThreads() {
  const { search } = useThreadSearch();
  const live = useLive();
  const { status, agentId, userId } = search;
  const filter = { search: search.search, status, agentId, userId };
  const list = useInfiniteQuery({
    ...threadsQuery(useProject(), readRange(search), filter),
    refetchInterval: ({ state }) => live && state.data?.pages.length === 1 && LIVE_EVERY * 2,
  });
  const threads = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return { list, threads };
}
