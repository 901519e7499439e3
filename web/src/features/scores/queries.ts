import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { scoreNamesQuery, scoreStatsQuery } from '@/api/scores';
import { useLive } from '@/lib/live';
import { useProject } from '@/lib/project';
import { readRange } from '@/lib/time-range';
import type { ScoreSearch } from './search';

/** Milliseconds between looks, while live is on. */
const LOOK_EVERY = 30_000;

export function useScoreNames() {
  const live = useLive();
  const query = useInfiniteQuery({
    ...scoreNamesQuery(useProject()),
    refetchInterval: live && LOOK_EVERY,
  });
  const names = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return { query, names };
}

export type ScoreNamesRead = ReturnType<typeof useScoreNames>;

/** What the scores of a name come to; the figures of another time or filter stay until these are there. */
export function useScoreStats(name: string, { agentId, source, interval }: ScoreSearch) {
  const project = useProject();
  const live = useLive();
  const range = readRange(useSearch({ strict: false }));
  return useQuery({
    ...scoreStatsQuery(project, range, { name, agentId, source, interval }),
    refetchInterval: live && LOOK_EVERY,
    placeholderData: (old, before) =>
      old?.name === name && before?.queryKey[1] === project ? old : undefined,
  });
}
