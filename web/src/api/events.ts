// Business events, as they were sent.
import { infiniteQueryOptions } from '@tanstack/react-query';
import { get } from './client';
import type { Attributes } from './types';

const EVENTS = '/api/v1/events';

/** A value of a property that can be counted by. */
export type Scalar = string | number | boolean;

export const OPERATORS = ['eq', 'ne', 'in', 'gt', 'gte', 'lt', 'lte', 'exists'] as const;
export type Operator = (typeof OPERATORS)[number];

/** What an event must be like. Values are typed: `"5"` is not `5`. */
export interface EventFilter {
  property: string;
  op: Operator;
  /** Several for `in`; absent means true for `exists`. */
  value?: Scalar | Scalar[];
}

export interface BusinessEvent {
  id: string;
  name: string;
  timestamp: string;
  executionId: string | null;
  threadId: string | null;
  agentId: string | null;
  idempotencyKey: string | null;
  properties: Attributes;
}

export interface EventPage {
  items: BusinessEvent[];
  nextCursor: string | null;
  /** False where the search was cut off; then `searchedTo` is where. */
  complete: boolean;
  searchedTo: string | null;
}

/** Which events: of any of these names, in half-open time. */
export interface EventScope {
  project: string;
  /** All names where there are none. */
  names?: readonly string[];
  filters?: readonly EventFilter[];
  agentId?: string;
  from?: string;
  to?: string;
}

const PAGE = 100;

/** Newest first. */
export const eventsQuery = (scope: EventScope) =>
  infiniteQueryOptions({
    queryKey: ['events', scope],
    queryFn: ({ pageParam, signal }) => {
      const { project, names, filters = [], agentId, from, to } = scope;
      const asked = filters.length > 0 ? JSON.stringify(filters) : undefined;
      const query = { project, name: names, filters: asked, agentId, from, to };
      return get<EventPage>(EVENTS, { ...query, limit: PAGE, cursor: pageParam }, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 10_000,
  });

/** Those of one execution, in time order. */
export const executionEventsQuery = (project: string, id: string) =>
  infiniteQueryOptions({
    queryKey: ['execution-events', project, id],
    queryFn: ({ pageParam, signal }) => {
      const path = `/api/v1/observability/executions/${encodeURIComponent(id)}/events`;
      return get<EventPage>(path, { project, limit: 500, cursor: pageParam }, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 10_000,
  });
