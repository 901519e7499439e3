// What a click on a card's figures leads to.
import type { Card, ChartCard, Filter, Group } from '../api/types';
import { groupFilters } from './filters';

/** The events behind a point. */
export interface EventsBehind {
  event: string | string[] | undefined;
  filters: Filter[];
  from: string;
  to: string;
  agentId: string | undefined;
  /** The one that was pointed at, by its id. */
  chosen?: string;
}

/** A list of the portal, its time and its filters. */
export interface ListBehind {
  to: '/executions' | '/logs';
  search: Record<string, string | string[] | undefined>;
}

interface Point {
  group: Group | null;
  from: string;
  to: string;
}

export function eventsBehind(card: Card, groups: readonly Group[], at: Point): EventsBehind {
  const { query } = card;
  const more = card.type === 'feed' ? [] : groupFilters(card.query, at.group, groups);
  return {
    event: query.event,
    filters: [...(query.filters ?? []), ...more].slice(0, 20),
    from: at.from,
    to: at.to,
    agentId: query.agentId,
  };
}

/** Fields that the list of executions can be filtered by too. */
const EXECUTION_FIELDS = ['status', 'type', 'agentId', 'model', 'threadId', 'userId'];
const LOG_FIELDS = ['level', 'service'];

/** Executions, or log lines; spans are found in their executions. Null for events. */
export function listBehind({ query }: ChartCard, at: Point): ListBehind | null {
  const dataset = query.dataset ?? 'events';
  if (dataset === 'events') return null;
  const isLogs = dataset === 'logs';
  const known = isLogs ? LOG_FIELDS : dataset === 'spans' ? ['model', 'agentId'] : EXECUTION_FIELDS;
  const search: ListBehind['search'] = { range: undefined, from: at.from, to: at.to };
  for (const { property, op, value } of query.filters ?? []) {
    if (known.includes(property) && (op === 'eq' || op === 'in')) {
      search[property] = [value].flat().map(String);
    }
  }
  if (query.agentId && !isLogs) search.agentId = [query.agentId];
  const { groupBy } = query;
  if (groupBy && known.includes(groupBy) && at.group?.key && !at.group.other) {
    search[groupBy] = [at.group.key];
  }
  return { to: isLogs ? '/logs' : '/executions', search };
}
