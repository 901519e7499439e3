// The list's address: filters, order, and the execution in the preview.
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { type Search, textOf } from '@/lib/url';
import { type FilterSearch, readFilters } from './model/filters';

export interface ListSearch extends FilterSearch {
  sort?: string;
  preview?: string;
}

export const DEFAULT_SORT = '-startTime';
const SORT = /^-?(startTime|durationMs|totalTokens|cost)$/;

export function readListSearch(search: Search): ListSearch {
  const sort = textOf(search.sort);
  return {
    ...readFilters(search),
    sort: sort && SORT.test(sort) && sort !== DEFAULT_SORT ? sort : undefined,
    preview: textOf(search.preview),
  };
}

const route = getRouteApi('/portal/executions');

export function useListSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  /** Changes some parameters; typing and moving replace the history's entry, choices make a new one. */
  const change = useCallback(
    (part: Partial<ListSearch> & { range?: string; from?: string; to?: string }, replace = false) =>
      navigate({ search: (old) => ({ ...old, ...part }), replace }),
    [navigate],
  );
  return { search, change };
}
