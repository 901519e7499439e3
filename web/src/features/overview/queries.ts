import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { overviewQuery } from '@/api/overview';
import { useLive } from '@/lib/live';
import { useFallback, useLiveExecutions } from '@/lib/live-events';
import { useProject } from '@/lib/project';
import { readRange } from '@/lib/time-range';

/** Milliseconds between looks: while changes are told of, while they are not, and as time moves on. */
const LOOK_EVERY = 5_000;
const LOOK_LOST = 10_000;
const LOOK_IDLE = 60_000;

/** The figures of the page's time range; those of the range before stay until they are there. */
export function useOverview() {
  const project = useProject();
  const live = useLive();
  const client = useQueryClient();
  const fallback = useFallback(project, LOOK_LOST);
  const look = () => client.invalidateQueries({ queryKey: ['overview', project] });
  useLiveExecutions(project, look, LOOK_EVERY);
  const range = readRange(useSearch({ strict: false }));
  return useQuery({
    ...overviewQuery(project, range),
    refetchInterval: fallback || (live && LOOK_IDLE),
    placeholderData: (old, query) => (query?.queryKey[1] === project ? old : undefined),
  });
}
