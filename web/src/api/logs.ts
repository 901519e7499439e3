import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { resolveRange, type TimeRange } from '@/lib/time-range';
import { get, type Query } from './client';
import type { Log, LogContext, LogFieldList, LogHistogram, LogPage } from './types';

const LOGS = '/api/v1/observability/logs';

/** Which lines: a project, conditions as parameters, a time. Without a range, of all time. */
export interface LogScope {
  project: string;
  conditions: Query;
  range?: TimeRange;
}

export type LogOrder = 'desc' | 'asc';

const parameters = ({ project, conditions, range }: LogScope): Query => ({
  project,
  ...(range ? resolveRange(range) : {}),
  ...conditions,
});

/** One page, wherever it is needed outside of a list. */
export const readLogs = (scope: LogScope, more: Query, signal?: AbortSignal) =>
  get<LogPage>(LOGS, { ...parameters(scope), ...more }, signal);

/** Log lines, newest first unless `order` says otherwise. */
export const logsQuery = (scope: LogScope, order: LogOrder = 'desc') =>
  infiniteQueryOptions({
    queryKey: ['logs', scope, order],
    queryFn: ({ pageParam, signal }) =>
      readLogs(scope, { order, limit: 200, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 10_000,
  });

/** Where a count goes on that was cut off. */
interface CountPart {
  from: string;
  to: string;
  interval: string;
}

/**
 * Lines by time and level. A relative range ends now, so that the axis does too. A count that was cut off
 * goes on as the next page.
 */
export const logHistogramQuery = (scope: LogScope, now = Date.now) =>
  infiniteQueryOptions({
    queryKey: ['logs-histogram', scope],
    queryFn: ({ pageParam, signal }) => {
      const asked = parameters(scope);
      const to = asked.to ?? (asked.from ? new Date(now()).toISOString() : undefined);
      return get<LogHistogram>(`${LOGS}/histogram`, { ...asked, to, ...pageParam }, signal);
    },
    initialPageParam: {} as Partial<CountPart>,
    getNextPageParam: (page): CountPart | null =>
      page.complete || !page.searchedTo
        ? null
        : { from: page.from, to: page.searchedTo, interval: `${page.intervalSeconds}s` },
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });

/** Which fields lines have, with their most frequent values. */
export const logFieldsQuery = (scope: LogScope, values: number) =>
  queryOptions({
    queryKey: ['logs-fields', scope, values],
    queryFn: ({ signal }) =>
      get<LogFieldList>(`${LOGS}/fields`, { ...parameters(scope), values }, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

/** A line with those around it that have something in common with it. */
export const logContextQuery = (project: string, id: string, by: string, lines: number) =>
  queryOptions({
    queryKey: ['log-context', project, id, by, lines],
    queryFn: ({ signal }) => {
      const query = { project, by, before: lines, after: lines };
      return get<LogContext>(`${LOGS}/${encodeURIComponent(id)}/context`, query, signal);
    },
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

/** One line, by its id. */
export const logQuery = (project: string, id: string) =>
  queryOptions({
    queryKey: ['log', project, id],
    queryFn: async ({ signal }): Promise<Log> => {
      const query = { project, before: 0, after: 0 };
      const path = `${LOGS}/${encodeURIComponent(id)}/context`;
      const { items, position } = await get<LogContext>(path, query, signal);
      return items[position];
    },
    staleTime: 60_000,
  });
