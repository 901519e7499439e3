import { infiniteQueryOptions } from '@tanstack/react-query';
import { resolveRange, type TimeRange } from '@/lib/time-range';
import { get } from './client';
import type { MessagePage, Page, Thread, ThreadDetails } from './types';

const ROOT = '/api/v1/observability';

/** Query parameters of the threads' list beside project, time and page. */
export type ThreadFilter = Record<string, string | string[] | undefined>;

/** An execution's messages in the order of time. */
export const messagesQuery = (project: string, id: string) =>
  infiniteQueryOptions({
    queryKey: ['messages', project, id],
    queryFn: ({ pageParam, signal }) =>
      get<MessagePage>(
        `${ROOT}/executions/${encodeURIComponent(id)}/messages`,
        { project, limit: 200, cursor: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 10_000,
  });

/** Threads, the latest activity first. */
export const threadsQuery = (project: string, range: TimeRange, filter: ThreadFilter) =>
  infiniteQueryOptions({
    queryKey: ['threads', project, range, filter],
    queryFn: ({ pageParam, signal }) => {
      const query = { project, ...resolveRange(range), ...filter, limit: 100, cursor: pageParam };
      return get<Page<Thread>>(`${ROOT}/threads`, query, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 10_000,
  });

/** A thread and its messages, page by page from the newest executions to the oldest. */
export const threadQuery = (project: string, id: string) =>
  infiniteQueryOptions({
    queryKey: ['thread', project, id],
    queryFn: ({ pageParam, signal }) =>
      get<ThreadDetails>(
        `${ROOT}/threads/${encodeURIComponent(id)}`,
        { project, limit: 20, cursor: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 10_000,
  });
