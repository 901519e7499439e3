// The threads' address: what is searched for, and which thread is open.
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { Status } from '@/api/types';
import { type Search, textOf } from '@/lib/url';

export const STATUSES: readonly Status[] = ['running', 'success', 'error'];
/** Filters that come with a link, and can be taken away. */
export const FIELDS = ['agentId', 'userId'] as const;

export interface ThreadSearch {
  search?: string;
  status?: Status;
  agentId?: string;
  userId?: string;
  thread?: string;
}

export function readThreadSearch(search: Search): ThreadSearch {
  return {
    search: textOf(search.search),
    status: STATUSES.find((each) => each === search.status),
    agentId: textOf(search.agentId),
    userId: textOf(search.userId),
    thread: textOf(search.thread),
  };
}

export const isFiltered = ({ search, status, agentId, userId }: ThreadSearch) =>
  [search, status, agentId, userId].some((each) => each !== undefined);

export const NO_FILTERS: ThreadSearch = {
  search: undefined,
  status: undefined,
  agentId: undefined,
  userId: undefined,
};

const route = getRouteApi('/portal/threads');

export function useThreadSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  /** Typing and moving replace the history's entry, opening makes a new one. */
  const change = useCallback(
    (part: ThreadSearch & { range?: string; from?: string; to?: string }, replace = true) =>
      navigate({ search: (old) => ({ ...old, ...part }), replace }),
    [navigate],
  );
  return { search, change };
}
