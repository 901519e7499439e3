// The figures of a time range, the period before beside it.
import { queryOptions } from '@tanstack/react-query';
import { resolveRange, type TimeRange } from '@/lib/time-range';
import { get } from './client';
import type { Execution, Overview, Page } from './types';

const ROOT = '/api/v1/observability';

export const overviewQuery = (project: string, range: TimeRange) =>
  queryOptions({
    queryKey: ['overview', project, range],
    queryFn: async ({ signal }) => {
      const isAll = 'range' in range && range.range === 'all';
      const time = isAll ? await sinceFirst(project, signal) : resolveRange(range);
      return get<Overview>(`${ROOT}/overview`, { project, ...time }, signal);
    },
    staleTime: 10_000,
  });

/** Figures want a beginning: that of the first execution. */
async function sinceFirst(project: string, signal: AbortSignal): Promise<{ from?: string }> {
  const query = { project, sort: 'startTime', limit: 1 };
  const first = await get<Page<Execution>>(`${ROOT}/executions`, query, signal);
  return { from: first.items[0]?.startTime };
}
