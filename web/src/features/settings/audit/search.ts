// The audit page's address.
import { getRouteApi } from '@tanstack/react-router';
import { type Search, textOf } from '@/lib/url';

export interface AuditSearch {
  action?: string;
  actor?: string;
  target?: string;
  /** Of all projects and of the installation, which owners may see. */
  scope?: 'all';
}

export const readAuditSearch = (search: Search): AuditSearch => ({
  action: textOf(search.action),
  actor: textOf(search.actor),
  target: textOf(search.target),
  scope: search.scope === 'all' ? 'all' : undefined,
});

export const NO_AUDIT_FILTERS: AuditSearch = {
  action: undefined,
  actor: undefined,
  target: undefined,
};

const route = getRouteApi('/portal/settings/{-$page}');

export function useAuditSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: AuditSearch & { range?: string; from?: string; to?: string }) =>
    navigate({ search: (old) => ({ ...old, ...part }), replace: true });
  return { search, change };
}
