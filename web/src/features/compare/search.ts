// The address of a comparison: two executions, and how they are laid side by side.
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { type Search, textOf } from '@/lib/url';

export type Side = 'left' | 'right';
export const VIEWS = ['structure', 'output', 'input'] as const;
export type View = (typeof VIEWS)[number];

export interface CompareSearch {
  left?: string;
  right?: string;
  /** The structure, unless it says otherwise. */
  view?: Exclude<View, 'structure'>;
  only?: 'differences';
}

export function readCompareSearch({ left, right, view, only }: Search): CompareSearch {
  return {
    left: textOf(left),
    right: textOf(right),
    view: view === 'output' || view === 'input' ? view : undefined,
    only: only === 'differences' ? only : undefined,
  };
}

const route = getRouteApi('/portal/compare');

export function useCompareSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  /** Other executions are another place to come back to; another way to look at them is not. */
  const change = useCallback(
    (part: CompareSearch) =>
      navigate({
        search: (old) => ({ ...old, ...part }),
        replace: !('left' in part) && !('right' in part),
      }),
    [navigate],
  );
  return { search, change };
}
