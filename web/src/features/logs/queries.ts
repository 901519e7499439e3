// The lines that the address asks for, how many there are when, and which fields they have.
import { useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { get } from '@/api/client';
import {
  type LogOrder,
  type LogScope,
  logFieldsQuery,
  logHistogramQuery,
  logsQuery,
} from '@/api/logs';
import type { LogHistogram } from '@/api/types';
import { useLive } from '@/lib/live';
import { useReadOn } from '@/lib/read-on';
import { readHistogram } from '@/ui/histogram/model/buckets';
import type { Condition } from './model/conditions';
import { counted, searchedOf } from './model/histogram';
import { scopeWithout } from './search';

export function useLogList(scope: LogScope, order: LogOrder) {
  const list = useInfiniteQuery(logsQuery(scope, order));
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const logs = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const last = data?.pages.at(-1);
  /** Where the search was cut off by its deadline: it goes on when somebody asks for it. */
  const cutAt = last && !last.complete && last.nextCursor ? last.searchedTo : null;
  const onNearEnd = useReadOn({ ...list, hasNextPage: hasNextPage && !cutAt });
  /** Somebody asked for it. */
  const goOn = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return { list, logs, cutAt, goOn, onNearEnd };
}

export type LogList = ReturnType<typeof useLogList>;

/** Milliseconds between counts while the page is live. */
const COUNT_EVERY = 15_000;

export function useLogCounts(scope: LogScope) {
  const live = useLive();
  const isRelative = !scope.range || 'range' in scope.range;
  const query = useInfiniteQuery({
    ...logHistogramQuery(scope),
    // Counting that takes long is not done again and again.
    refetchInterval: ({ state }) =>
      live && isRelative && state.data?.pages.every((page) => page.complete) && COUNT_EVERY,
  });
  const { data } = query;
  const count = useMemo(() => (data ? counted(data.pages) : null), [data]);
  const first = data?.pages[0];
  // How much there is in all is known at once: what was not searched yet gets its shape from it.
  const whole = useQuery({
    queryKey: ['logs-histogram-all', scope.project, first?.from, first?.to],
    queryFn: ({ signal }) => {
      const { from, to, intervalSeconds } = first as LogHistogram;
      const asked = { project: scope.project, from, to, interval: `${intervalSeconds}s` };
      return get<LogHistogram>('/api/v1/observability/logs/histogram', asked, signal);
    },
    enabled: first !== undefined && !first.complete,
    staleTime: 60_000,
  });
  const all = useMemo(() => (whole.data ? readHistogram(whole.data) : null), [whole.data]);
  const searched = useMemo(
    () => (count?.until && all ? searchedOf(all, count) : null),
    [count, all],
  );
  return { query, count, searched };
}

export type LogCounts = ReturnType<typeof useLogCounts>;

/** Fields with conditions on them that are counted apart, so that their other values have counts too. */
const MOST_OWN = 4;

export function useLogFields(scope: LogScope, conditions: readonly Condition[], values: number) {
  const fields = useQuery(logFieldsQuery(scope, values));
  const asked = conditions.filter(({ isNot, key }) => !isNot && key.startsWith('attr.'));
  const service = conditions.filter(({ isNot, key }) => !isNot && key === 'service');
  const keys = [...new Set([...service, ...asked].map(({ key }) => key))].slice(0, MOST_OWN);
  const own = useQueries({
    queries: keys.map((key) => logFieldsQuery(scopeWithout(scope, conditions, key), values)),
  });
  const hasLevels = conditions.some(({ key }) => key === 'level');
  const byLevel = useInfiniteQuery(
    logHistogramQuery(hasLevels ? scopeWithout(scope, conditions, 'level') : scope),
  );
  const levels = useMemo(
    () => (byLevel.data ? counted(byLevel.data.pages)?.counts : undefined),
    [byLevel.data],
  );
  const ownFields = new Map(
    keys.flatMap((key, index) => {
      const field = own[index]?.data?.items.find(({ parameter }) => parameter === key);
      return field ? [[key, field] as const] : [];
    }),
  );
  return { fields, own: ownFields, levels: levels ?? {} };
}
