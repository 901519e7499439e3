// What the dashboards' pages ask the server for.
import { queryOptions } from '@tanstack/react-query';
import { ApiError, address, get, post, put, remove } from '@/api/client';
import type { EventPage } from '@/api/events';
import type { Page } from '@/api/types';
import { resolveRange, type TimeRange } from '@/lib/time-range';
import { atMost } from '../model/at-most';
import type {
  Answer,
  Dashboard,
  DashboardEntry,
  EventName,
  EventProperty,
  FeedQuery,
  MetricQuery,
} from './types';

const DASHBOARDS = '/api/v1/dashboards';
const EVENTS = '/api/v1/events';

const at = (id: string) => `${DASHBOARDS}/${encodeURIComponent(id)}`;

export const dashboardsQuery = (project: string) =>
  queryOptions({
    queryKey: ['dashboards', project],
    queryFn: ({ signal }) => get<Page<DashboardEntry>>(DASHBOARDS, { project, limit: 200 }, signal),
    staleTime: 60_000,
  });

export const dashboardQuery = (project: string, id: string) =>
  queryOptions({
    queryKey: ['dashboard', project, id],
    queryFn: ({ signal }) => get<Dashboard>(at(id), { project }, signal),
    staleTime: 60_000,
  });

/** What a person decides of a dashboard. */
export type DashboardDraft = Pick<Dashboard, 'name' | 'cards' | 'settings'> & {
  description?: string;
};

export const createDashboard = (project: string, draft: DashboardDraft) =>
  post<Dashboard>(address(DASHBOARDS, { project }), draft);

/** Writes over `version`, and over no other: see {@link newerDashboard}. */
export const changeDashboard = (
  project: string,
  id: string,
  version: number,
  part: Partial<DashboardDraft>,
) => put<Dashboard>(address(at(id), { project }), { version, ...part });

export const deleteDashboard = (project: string, id: string) =>
  remove(address(at(id), { project }));

/** The dashboard that stands where ours should have been written; null where that was not the trouble. */
export function newerDashboard(error: unknown): Dashboard | null {
  if (!(error instanceof ApiError) || error.status !== 409) return null;
  return (error.problem as { current?: Dashboard } | null)?.current ?? null;
}

/** A browser has six connections to a server; cards leave some to the rest of the page. */
const oneOfFew = atMost(5);

export interface MetricScope {
  project: string;
  range: TimeRange;
  timezone: string;
}

/** The figures of one card. */
export const metricQuery = ({ project, range, timezone }: MetricScope, query: MetricQuery) =>
  queryOptions({
    queryKey: ['metrics', project, query, range, timezone],
    queryFn: ({ signal }) =>
      oneOfFew(async () => {
        const time = await instants(project, range, signal);
        const body = { ...query, ...time, timezone };
        return post<Answer>(address('/api/v1/metrics/query', { project }), body, signal);
      }, signal),
    staleTime: 10_000,
  });

/** Figures want a beginning: with no range, that of whatever was seen first. */
async function instants(project: string, range: TimeRange, signal: AbortSignal) {
  if (!('range' in range) || range.range !== 'all') return resolveRange(range);
  const names = await get<{ items: EventName[] }>(`${EVENTS}/names`, { project }, signal);
  const first = names.items.map(({ firstSeen }) => firstSeen).sort()[0];
  return { from: first };
}

/** The newest events of a feed. */
export const feedQuery = ({ project, range }: MetricScope, query: FeedQuery, limit: number) =>
  queryOptions({
    queryKey: ['metrics', project, 'feed', query, range, limit],
    queryFn: ({ signal }) => {
      const { event, filters, agentId } = query;
      const asked = filters?.length ? JSON.stringify(filters) : undefined;
      const which = { project, name: event, filters: asked, agentId, limit };
      return oneOfFew(
        () => get<EventPage>(EVENTS, { ...which, ...resolveRange(range) }, signal),
        signal,
      );
    },
    staleTime: 10_000,
  });

/** Names of events with how often each came; by default in the last seven days. */
export const eventNamesQuery = (project: string, range?: TimeRange, timezone?: string) =>
  queryOptions({
    queryKey: ['event-names', project, range, timezone],
    queryFn: ({ signal }) => {
      const query = { project, timezone, ...(range ? resolveRange(range) : {}) };
      return get<{ items: EventName[]; complete: boolean }>(`${EVENTS}/names`, query, signal);
    },
    staleTime: 10_000,
  });

/** What events of a name say of themselves. */
export const eventPropertiesQuery = (project: string, name: string) =>
  queryOptions({
    queryKey: ['event-properties', project, name],
    queryFn: ({ signal }) => {
      const path = `${EVENTS}/${encodeURIComponent(name)}/properties`;
      return get<{ items: EventProperty[] }>(path, { project }, signal);
    },
    staleTime: 10_000,
  });
