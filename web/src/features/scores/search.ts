// The address of the charts of scores: which score, whose, from where, and how wide the buckets are.
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { type Search, textOf, textsOf } from '@/lib/url';

export const INTERVALS = ['1h', '1d', '1w'] as const;

export interface ScoreSearch {
  /** The first one where it is absent. */
  name?: string;
  agentId?: string[];
  source?: string[];
  /** As suits the time where it is absent. */
  interval?: (typeof INTERVALS)[number];
}

export const readScoreSearch = (search: Search): ScoreSearch => ({
  name: textOf(search.name),
  agentId: textsOf(search.agentId),
  source: textsOf(search.source),
  interval: INTERVALS.find((each) => each === search.interval),
});

export const NO_FILTERS: ScoreSearch = { agentId: undefined, source: undefined };

const route = getRouteApi('/portal/scores');

export function useScoreSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  /** Moving replaces the history's entry, choices make a new one. */
  const change = useCallback(
    (part: ScoreSearch, replace = false) =>
      navigate({ search: (old) => ({ ...old, ...part }), replace }),
    [navigate],
  );
  return { search, change };
}
