import { infiniteQueryOptions } from '@tanstack/react-query';
import { address, get, type Query } from '@/api/client';
import type { Page } from '@/api/types';
import { readRange, resolveRange } from '@/lib/time-range';
import type { AuditEntry } from '../api';
import type { AuditSearch } from './search';

const ROOT = '/api/v1/audit';

type WholeSearch = AuditSearch & { range?: string; from?: string; to?: string };

/** The parameters of the list and of its export. */
function filters(project: string, search: WholeSearch): Query {
  const { action, actor, target, scope } = search;
  const range = resolveRange(readRange(search));
  return { project: scope === 'all' ? undefined : project, action, actor, target, ...range };
}

export const auditQuery = (project: string, search: WholeSearch) =>
  infiniteQueryOptions({
    queryKey: ['audit', project, search],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filters(project, search), limit: 100, cursor: pageParam };
      return get<Page<AuditEntry>>(ROOT, query, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const exportAddress = (project: string, search: WholeSearch) =>
  address(`${ROOT}/export`, { format: 'csv', ...filters(project, search) });
