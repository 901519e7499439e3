import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ListScope } from '@/api/executions';
import {
  changeView,
  createView,
  deleteView,
  type NewView,
  type SavedView,
  viewsQuery,
} from '@/api/views';
import { volumeQuery } from '@/api/volume';
import { useLive } from '@/lib/live';
import { useProject } from '@/lib/project';
import { pickFilters } from '../model/filters';
import { BUILT_IN, readView, type ViewSearch, viewText } from '../model/views';

const PAGE = 'executions';
/** Views that are counted; each costs the server a question. */
const COUNTED = 8;
/** Milliseconds between counts. */
const COUNT_EVERY = 30_000;

/** The saved views, by name; null until they are read. */
export function useSavedViews(): SavedView[] | null {
  const query = useQuery(viewsQuery(useProject(), PAGE));
  const views = query.data?.items;
  return useMemo(
    () => (views ? [...views].sort((a, b) => a.name.localeCompare(b.name)) : null),
    [views],
  );
}

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

/** What is done to views; each puts the list of views right afterwards. */
export function useViewActions() {
  const project = useProject();
  const client = useQueryClient();
  const onSuccess = () =>
    client.invalidateQueries({ queryKey: viewsQuery(project, PAGE).queryKey });
  const create = useMutation({
    mutationFn: (view: Omit<NewView, 'page'>) => createView(project, { ...view, page: PAGE }),
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ id, ...part }: { id: string } & Partial<NewView>) =>
      changeView(project, id, part),
    onSuccess,
  });
  const remove = useMutation({ mutationFn: (id: string) => deleteView(project, id), onSuccess });
  return { create, change, remove };
}
