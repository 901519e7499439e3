// The list's address: filters, order, the view they came from, the time selected in the histogram, and
// the execution in the preview.
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { type Search, textOf } from '@/lib/url';
import { type FilterSearch, readFilters } from './model/filters';

export interface ListSearch extends FilterSearch {
  sort?: string;
  preview?: string;
  view?: string;
  /** The part of the time range that the list shows. */
  since?: string;
  until?: string;
}

export const DEFAULT_SORT = '-startTime';
const SORT = /^-?(startTime|durationMs|totalTokens|cost)$/;

const instantOf = (value: unknown) => {
  const text = textOf(value);
  return text && !Number.isNaN(Date.parse(text)) ? text : undefined;
};

export function readSort(value: unknown): string | undefined {
  const sort = textOf(value);
  return sort && SORT.test(sort) && sort !== DEFAULT_SORT ? sort : undefined;
}

export function readListSearch(search: Search): ListSearch {
  const [since, until] = [instantOf(search.since), instantOf(search.until)];
  const isSpan = since && until && Date.parse(since) < Date.parse(until);
  return {
    ...readFilters(search),
    sort: readSort(search.sort),
    preview: textOf(search.preview),
    view: textOf(search.view),
    since: isSpan ? since : undefined,
    until: isSpan ? until : undefined,
  };
}

const route = getRouteApi('/portal/executions');

export type ListChange = Partial<ListSearch> & { range?: string; from?: string; to?: string };

export function useListSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  /** Changes some parameters; typing and moving replace the history's entry, choices make a new one. */
  const change = useCallback(
    (part: ListChange, replace = false) =>
      navigate({ search: (old) => ({ ...old, ...part }), replace }),
    [navigate],
  );
  return { search, change };
}
