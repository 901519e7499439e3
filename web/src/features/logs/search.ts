// The log page's address: conditions, text, order, the line that is open, and whether it follows.
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { LogScope } from '@/api/logs';
import { useProject } from '@/lib/project';
import { readRange } from '@/lib/time-range';
import { type Search, textOf } from '@/lib/url';
import { type Condition, readConditions, toQuery, toSearch } from './model/conditions';
import { unquoted } from './model/typed';

export interface LogSearch {
  search?: string;
  order?: 'asc';
  line?: string;
  /** The saved view that was chosen. */
  view?: string;
  tail?: 'on';
  level?: string[];
  service?: string[];
  traceId?: string | string[];
  spanId?: string | string[];
  executionId?: string | string[];
  [attribute: `attr.${string}`]: string[] | undefined;
  [exclusion: `not.${string}`]: string[] | undefined;
}

/** What can be changed at once with it: the time of the page. */
type Change = LogSearch & { range?: string; from?: string; to?: string };

export function readLogSearch(search: Search): LogSearch {
  return {
    ...toSearch(readConditions(search)),
    search: textOf(search.search),
    order: search.order === 'asc' ? 'asc' : undefined,
    line: textOf(search.line),
    view: textOf(search.view),
    tail: search.tail === 'on' ? 'on' : undefined,
  };
}

const route = getRouteApi('/portal/logs');

interface Step {
  /** Without a step of its own to go back to. */
  replace?: boolean;
}

export function useLogSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  // The same object while the same is asked, whatever else changes in the address.
  const asked = JSON.stringify(readConditions(search as Search));
  const conditions = useMemo(() => JSON.parse(asked) as Condition[], [asked]);
  const change = useCallback(
    (part: Change, { replace = false }: Step = {}) =>
      navigate({ search: (old) => ({ ...old, ...part }), replace }),
    [navigate],
  );
  /** Other conditions, and with them another text. The open line goes: it may not be among them. */
  const setConditions = useCallback(
    (next: readonly Condition[], part: Change = {}) =>
      navigate({
        search: (old) => {
          const gone = Object.keys(toSearch(readConditions(old as Search)));
          const cleared = Object.fromEntries(gone.map((name) => [name, undefined]));
          return { ...old, ...cleared, ...toSearch(next), line: undefined, ...part };
        },
      }),
    [navigate],
  );
  return { search, conditions, change, setConditions };
}

export type LogAddress = ReturnType<typeof useLogSearch>;

/** What the address asks for, as the server is asked. The same object while the same is asked. */
export function useLogScope({ search, conditions }: LogAddress): LogScope {
  const project = useProject();
  const { from, to, range, search: text = '' } = search;
  return useMemo(
    () => ({
      project,
      range: readRange({ from, to, range }),
      conditions: { ...toQuery(conditions), search: unquoted(text) || undefined },
    }),
    [project, from, to, range, conditions, text],
  );
}

/** Those conditions without the ones on a field: what its other values are counted by. */
export const scopeWithout = (
  scope: LogScope,
  conditions: readonly Condition[],
  key: string,
): LogScope => ({
  ...scope,
  conditions: {
    ...toQuery(conditions.filter((each) => each.key !== key)),
    search: scope.conditions.search,
  },
});
