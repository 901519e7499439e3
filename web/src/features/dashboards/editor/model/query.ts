// A query with nothing in it that the server would refuse.
import type { ChartType, Dataset, MetricQuery } from '../../api/types';

export const GROUP_LIMIT = 10;

export const datasetOf = (query: { dataset?: Dataset }): Dataset => query.dataset ?? 'events';

export const needsProperty = ({ aggregation }: MetricQuery) =>
  aggregation !== 'count' && aggregation !== 'rate';

/** Kinds with a time axis, and kinds whose groups can be seen. */
export const HAS_AXIS: Record<ChartType, boolean> = {
  number: false,
  rate: false,
  line: true,
  bar: true,
  pie: false,
};
export const HAS_GROUPS: Record<ChartType, boolean> = { ...HAS_AXIS, pie: true };

/** `query` for a kind of card, with what that kind cannot show left out. */
export function tidy(query: MetricQuery, type: ChartType): MetricQuery {
  const { aggregation, interval = 'day' } = query;
  const dataset = datasetOf(query);
  const isGrouped = HAS_GROUPS[type] && query.groupBy !== undefined;
  return defined({
    dataset: dataset === 'events' ? undefined : dataset,
    event: dataset === 'events' ? query.event : undefined,
    aggregation,
    property: needsProperty(query) ? query.property : undefined,
    match: aggregation === 'rate' ? query.match : undefined,
    filters: query.filters?.length ? query.filters : undefined,
    groupBy: isGrouped ? query.groupBy : undefined,
    limit: isGrouped ? query.limit : undefined,
    interval: HAS_AXIS[type] ? interval : undefined,
    compare: type === 'pie' ? undefined : query.compare,
    agentId: query.agentId,
  });
}

/** Without keys that say nothing: what is saved is what was chosen. */
export const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
