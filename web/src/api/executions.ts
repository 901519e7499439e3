import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { resolveRange, type TimeRange } from '@/lib/time-range';
import { address, get, type Query } from './client';
import type { Execution, ExecutionDetails, Log, Page, WholeNode } from './types';

const LIST = '/api/v1/observability/executions';
const one = (id: string) => `${LIST}/${encodeURIComponent(id)}`;

/** Query parameters of the list beside project, time and page. */
export type ExecutionFilter = Record<string, string | number | string[] | undefined>;

export interface ListScope {
  project: string;
  range: TimeRange;
  filter: ExecutionFilter;
}

const PAGE_SIZE = 100;

function listPage(
  { project, range, filter }: ListScope,
  cursor: string | null,
  signal: AbortSignal,
  limit = PAGE_SIZE,
) {
  // A relative range moves with the clock: each page asks anew, and the cursor holds the place.
  const query = { project, ...resolveRange(range), ...filter, limit, cursor };
  return get<Page<Execution>>(LIST, query, signal);
}

export const executionsQuery = (scope: ListScope) =>
  infiniteQueryOptions({
    queryKey: ['executions', scope],
    queryFn: ({ pageParam, signal }) => listPage(scope, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 15_000,
  });

/** As many as the server gives at once. */
const LARGE_PAGE = 500;

/** All executions of the list, page after page, in its order. */
export async function* readExecutions(scope: ListScope, signal: AbortSignal) {
  let cursor: string | null = null;
  do {
    const page: Page<Execution> = await listPage(scope, cursor, signal, LARGE_PAGE);
    yield page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

/** The list's first page again, for what is new. */
export const freshExecutionsQuery = (scope: ListScope) =>
  queryOptions({
    queryKey: ['executions-fresh', scope],
    queryFn: ({ signal }) => listPage(scope, null, signal),
    gcTime: 0,
  });

/** The newest execution of all time, by which an empty project is known. */
export const newestExecutionQuery = (project: string) =>
  queryOptions({
    queryKey: ['executions-newest', project],
    queryFn: ({ signal }) => get<Page<Execution>>(LIST, { project, limit: 1 }, signal),
  });

/** A few executions to choose from, the newest first. */
export const executionChoicesQuery = (project: string, filter: ExecutionFilter) =>
  queryOptions({
    queryKey: ['execution-choices', project, filter],
    queryFn: ({ signal }) =>
      get<Page<Execution>>(LIST, { project, ...filter, limit: 12 } as Query, signal),
    staleTime: 10_000,
  });

/** An execution and its spans in pre-order, without payloads. */
export const executionQuery = (project: string, id: string) =>
  queryOptions({
    queryKey: ['execution', project, id],
    queryFn: ({ signal }) =>
      get<ExecutionDetails>(one(id), { project, payloads: false, shape: 'flat' }, signal),
    staleTime: 10_000,
  });

/**
 * Where everything of an execution is read, payloads too. The status tells one that ran from the same
 * when it has ended: it is read anew then.
 */
export const wholeAddress = (project: string, id: string, status: Execution['status']) =>
  address(one(id), { project, shape: 'flat' }) + (status === 'running' ? '#running' : '');

/** Everything of an execution, as a tree, payloads too: large, and so not kept for long. */
export const wholeExecutionQuery = (project: string, id: string) =>
  queryOptions({
    queryKey: ['execution-whole', project, id],
    queryFn: ({ signal }) => get<unknown>(one(id), { project }, signal),
    staleTime: 30_000,
    gcTime: 60_000,
  });

/** The first spans of an execution: enough for a preview, however large it is. */
export const executionPreviewQuery = (project: string, id: string) =>
  queryOptions({
    queryKey: ['execution-preview', project, id],
    queryFn: ({ signal }) =>
      get<ExecutionDetails>(
        `/api/v1/runtime/v1/observability/executions/${encodeURIComponent(id)}/details`,
        { project, payloads: false, shape: 'flat', limit: 200 },
        signal,
      ),
    staleTime: 10_000,
  });

export const spanQuery = (project: string, id: string, spanId: string) =>
  queryOptions({
    queryKey: ['span', project, id, spanId],
    queryFn: ({ signal }) =>
      get<WholeNode>(`${one(id)}/spans/${encodeURIComponent(spanId)}`, { project }, signal),
    staleTime: 60_000,
  });

export const executionLogsQuery = (project: string, id: string) =>
  infiniteQueryOptions({
    queryKey: ['execution-logs', project, id],
    queryFn: ({ pageParam, signal }) =>
      get<Page<Log>>(`${one(id)}/logs`, { project, limit: 200, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 10_000,
  });

export type ExportFormat = 'json' | 'csv' | 'otlp';

export const exportAddress = (project: string, id: string, format: ExportFormat) =>
  address(`${one(id)}/export`, { project, format });
