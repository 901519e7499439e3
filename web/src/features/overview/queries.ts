import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { overviewQuery } from '@/api/overview';
import { useLive } from '@/lib/live';
import { useProject } from '@/lib/project';
import { readRange } from '@/lib/time-range';

/** Milliseconds between looks: sums of a day move slower than a list does. */
const LOOK_EVERY = 10_000;

/** The figures of the page's time range; those of the range before stay until they are there. */
export function useOverview() {
  const project = useProject();
  const live = useLive();
  const range = readRange(useSearch({ strict: false }));
  return useQuery({
    ...overviewQuery(project, range),
    refetchInterval: live && LOOK_EVERY,
    placeholderData: (old, query) => (query?.queryKey[1] === project ? old : undefined),
  });
}
