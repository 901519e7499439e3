import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { executionsQuery, freshExecutionsQuery, type ListScope } from '@/api/executions';
import { refresh } from '@/api/refresh';
import type { Volume } from '@/api/types';
import { volumeQuery } from '@/api/volume';
import { LIVE_EVERY, useLive } from '@/lib/live';
import { useFallback, useLiveExecutions } from '@/lib/live-events';
import { useProject } from '@/lib/project';
import { readRange } from '@/lib/time-range';
import { domainOf, type HistogramData, readHistogram } from '@/ui/histogram/model/buckets';
import { pickFilters } from './model/filters';
import { mergeHead } from './model/merge';
import { DEFAULT_SORT, useListSearch } from './search';

/** What the address asks for: `whole` is the time range, of which the list may show a selected part. */
export function useListScope(): { scope: ListScope; whole: ListScope } {
  const project = useProject();
  const { search } = useListSearch();
  const filter = { ...pickFilters(search), sort: search.sort ?? DEFAULT_SORT };
  const range = readRange(search);
  const { since, until } = search;
  const part = since && until ? { from: since, to: until } : range;
  return { scope: { project, range: part, filter }, whole: { project, range, filter } };
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
    () => refresh(client, ['executions', 'executions-fresh', 'executions-volume']),
    [client],
  );
  return { ...merged, list, takeFresh };
}

/** Milliseconds between counts of the whole time range: while they are told of, without, and as time moves on. */
const COUNT_EVERY = 5_000;
const COUNT_LOST = 10_000;
const COUNT_IDLE = 60_000;

/** Of a range that ends now, the last bucket is selected whole: what comes in a moment belongs to it. */
function histogram(volume: Volume, isOpen: boolean): HistogramData {
  const data = readHistogram(volume);
  return isOpen ? { ...data, span: { from: data.span.from, to: domainOf(data).to } } : data;
}

/** How many there were when. Figures of another time or filter stay until these are there. */
export function useVolume(whole: ListScope) {
  const client = useQueryClient();
  const live = useLive();
  const fallback = useFallback(whole.project, COUNT_LOST);
  const count = () => client.invalidateQueries({ queryKey: ['executions-volume', whole.project] });
  useLiveExecutions(whole.project, count, COUNT_EVERY);
  const query = useQuery({
    ...volumeQuery(whole),
    refetchInterval: fallback || (live && COUNT_IDLE),
    placeholderData: (old, before) => (before?.queryKey[1] === whole.project ? old : undefined),
  });
  const isOpen = !('to' in whole.range);
  const data = useMemo(() => query.data && histogram(query.data, isOpen), [query.data, isOpen]);
  return { ...query, volume: query.data, data };
}

export type VolumeQuery = ReturnType<typeof useVolume>;
