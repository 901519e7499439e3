// How many executions each view has.
import { useQueries, useQuery } from '@tanstack/react-query';
import type { ListScope } from '@/api/executions';
import type { SavedView } from '@/api/views';
import { volumeQuery } from '@/api/volume';
import { useLive } from '@/lib/live';
import { pickFilters } from '../model/filters';
import { BUILT_IN, readView, type ViewSearch, viewText } from '../model/views';

/** Views that are counted; each costs the server a question. */
const COUNTED = 8;
/** Milliseconds between counts. */
const COUNT_EVERY = 30_000;

/** How many executions each view has in the page's time range, by the view's id. */
export function useViewCounts(
  whole: ListScope,
  saved: readonly SavedView[],
): Record<string, number> {
  const live = useLive();
  const count = (view: ViewSearch) => ({
    ...volumeQuery({ ...whole, filter: { ...pickFilters(view) } }),
    staleTime: COUNT_EVERY,
    refetchInterval: live && COUNT_EVERY,
  });
  const all = useQuery(count(BUILT_IN.all));
  const counted = saved.filter((view) => viewText(readView(view))).slice(0, COUNTED);
  const queries = useQueries({ queries: counted.map((view) => count(readView(view))) });
  const counts: Record<string, number> = {};
  if (all.data) {
    counts.all = all.data.total;
    counts.failing = all.data.counts.error;
    counts.running = all.data.counts.running;
  }
  queries.forEach(({ data }, index) => {
    if (data) counts[counted[index].id] = data.total;
  });
  return counts;
}
