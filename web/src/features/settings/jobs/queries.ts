import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { get, post } from '@/api/client';
import type { components } from '@/api/schema.gen';
import { explain } from '@/lib/problem';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';

type Schemas = components['schemas'];
export type Job = Schemas['Job'];
export type RetentionRun = Schemas['Retention'];
export type Cleanup = Schemas['Cleanup'];

const RETENTION = '/api/v1/admin/jobs/retention';

export const jobsQuery = queryOptions({
  queryKey: ['jobs'],
  queryFn: ({ signal }) => get<Schemas['JobList']>('/api/v1/scheduler/jobs', {}, signal),
  refetchInterval: 3_000,
});

export const retentionRunQuery = queryOptions({
  queryKey: ['retention-run'],
  queryFn: ({ signal }) => get<RetentionRun>(RETENTION, {}, signal),
  refetchInterval: 3_000,
});

/** Has retention run at once: the scheduler looks every second. */
export function useRunRetention() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post(RETENTION),
    onSuccess: () => {
      say(t.upkeep.jobs.asked);
      client.invalidateQueries({ queryKey: jobsQuery.queryKey });
    },
    onError: (error) => say(explain(error), 'error'),
  });
}
