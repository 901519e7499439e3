// The log page's address.
import { getRouteApi } from '@tanstack/react-router';
import type { Level } from '@/api/types';
import { type Search, textOf } from '@/lib/url';

export const LEVELS: readonly Level[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'];

export interface LogSearch {
  level?: string[];
  service?: string;
  traceId?: string;
}

export function readLogSearch(search: Search): LogSearch {
  const levels = [search.level].flat().filter((each) => LEVELS.some((level) => level === each));
  return {
    level: levels.length > 0 ? (levels as string[]) : undefined,
    service: textOf(search.service),
    traceId: textOf(search.traceId),
  };
}

const route = getRouteApi('/portal/logs');

export function useLogSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: LogSearch & { range?: string; from?: string; to?: string }) =>
    navigate({ search: (old) => ({ ...old, ...part }), replace: true });
  return { search, change };
}
