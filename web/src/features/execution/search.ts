// The address of one execution: which view of it, and which span is open.
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { type Search, textOf } from '@/lib/url';

export type TabId = 'trace' | 'logs' | 'json';

export interface ExecutionSearch {
  /** Absent for the trace. */
  tab?: Exclude<TabId, 'trace'>;
  span?: string;
}

export function readExecutionSearch({ tab, span }: Search): ExecutionSearch {
  return { tab: tab === 'logs' || tab === 'json' ? tab : undefined, span: textOf(span) };
}

const route = getRouteApi('/portal/executions/$executionId');

export const useExecutionId = () => route.useParams().executionId;

export function useExecutionSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (part: ExecutionSearch) => navigate({ search: (old) => ({ ...old, ...part }), replace: true }),
    [navigate],
  );
  return { search, change };
}
