// What the page asks for: the rows of the list that is shown, and the figures over it.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { queueQuery, reviewStatsQuery, reviewsQuery } from '@/api/reviews';
import { useLive } from '@/lib/live';
import { useProject } from '@/lib/project';
import { queueRow, reviewRow } from './model/rows';
import { queueFilter, reviewFilter, tabOf, useReviewSearch } from './search';

/** Milliseconds between looks at what others do, while live is on. */
const LOOK_EVERY = 10_000;

/** A list that nobody reads on in is looked at again by itself. */
const lookAgain =
  (live: boolean) =>
  ({ state }: { state: { data?: { pages: unknown[] } } }) =>
    live && (state.data?.pages.length ?? 0) <= 1 && LOOK_EVERY;

/** The list of the tab, its items of the queue, and both as rows. */
export function useRows() {
  const { search, dates } = useReviewSearch();
  const project = useProject();
  const live = useLive();
  const isQueue = tabOf(search) === 'queue';
  const queue = useInfiniteQuery({
    ...queueQuery(project, queueFilter(search)),
    enabled: isQueue,
    refetchInterval: lookAgain(live),
  });
  const reviews = useInfiniteQuery({
    ...reviewsQuery(project, reviewFilter(search, dates)),
    enabled: !isQueue,
    refetchInterval: lookAgain(live),
  });
  const items = useMemo(() => queue.data?.pages.flatMap((page) => page.items) ?? [], [queue.data]);
  const rows = useMemo(() => {
    if (isQueue) return items.map(queueRow);
    return reviews.data?.pages.flatMap((page) => page.items.map(reviewRow)) ?? [];
  }, [isQueue, items, reviews.data]);
  return { list: isQueue ? queue : reviews, items, rows };
}

export type Rows = ReturnType<typeof useRows>;

/** Reviews counted, of the agents that the lists are narrowed to; what waits is counted at any time. */
export function useStats() {
  const { search, dates } = useReviewSearch();
  const live = useLive();
  return useQuery({
    ...reviewStatsQuery(useProject(), { agentId: search.agentId, ...dates }),
    refetchInterval: live && LOOK_EVERY,
    placeholderData: (before) => before,
  });
}

export type Stats = ReturnType<typeof useStats>;
