// The part of the time range that is selected in the histogram, kept in the address.
import { useCallback, useMemo } from 'react';
import type { TimeSpan } from '@/ui/histogram/model/buckets';
import { useListSearch } from './search';

const written = (time: number) => new Date(time).toISOString();

export function useSelection() {
  const { search, change } = useListSearch();
  const { since, until } = search;
  const selection = useMemo<TimeSpan | null>(
    () => (since && until ? { from: Date.parse(since), to: Date.parse(until) } : null),
    [since, until],
  );
  const select = useCallback(
    (span: TimeSpan | null) =>
      change({
        since: span ? written(span.from) : undefined,
        until: span ? written(span.to) : undefined,
      }),
    [change],
  );
  /** Makes a part of the time range the whole of it. */
  const zoom = useCallback(
    ({ from, to }: TimeSpan) =>
      change({
        range: undefined,
        from: written(from),
        to: written(to),
        since: undefined,
        until: undefined,
      }),
    [change],
  );
  return { selection, select, zoom };
}

export type Selection = ReturnType<typeof useSelection>;
