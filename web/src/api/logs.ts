import { infiniteQueryOptions } from '@tanstack/react-query';
import { resolveRange, type TimeRange } from '@/lib/time-range';
import { get } from './client';
import type { Log, Page } from './types';

export interface LogFilter {
  level?: string[];
  service?: string[];
  traceId?: string;
  spanId?: string;
  executionId?: string;
}

/** Log lines, newest first. Without a range, of all time. */
export const logsQuery = (project: string, filter: LogFilter, range?: TimeRange) =>
  infiniteQueryOptions({
    queryKey: ['logs', project, filter, range],
    queryFn: ({ pageParam, signal }) => {
      const time = range ? resolveRange(range) : {};
      const query = { project, ...time, ...filter, limit: 200, cursor: pageParam };
      return get<Page<Log>>('/api/v1/observability/logs', query, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 10_000,
  });
