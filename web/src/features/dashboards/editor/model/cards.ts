// What becomes of a card when a person chooses something: each choice gives one that works.
import type {
  Aggregation,
  Card,
  CardType,
  ChartCard,
  ChartType,
  Dataset,
  FeedCard,
  FeedQuery,
  Filter,
  MetricQuery,
} from '../../api/types';
import { type Field, findField, groupFields, isBoolean, isGroup, isNumber } from './fields';
import { datasetOf, defined, HAS_AXIS, needsProperty, tidy } from './query';

/** Columns and rows that suit a kind, as the first card of it has them. */
export const SIZES: Record<CardType, { w: number; h: number }> = {
  number: { w: 3, h: 4 },
  rate: { w: 3, h: 4 },
  line: { w: 7, h: 9 },
  bar: { w: 7, h: 10 },
  pie: { w: 5, h: 9 },
  feed: { w: 5, h: 10 },
};

const COLUMNS = 12;

/** Aggregations of which parts make a whole. */
const ADDITIVE: readonly Aggregation[] = ['count', 'sum', 'distinct_count'];
const NUMERIC: readonly Aggregation[] = ['sum', 'avg', 'min', 'max', 'p50', 'p95', 'p99'];
const ORDER: readonly Aggregation[] = [
  'count',
  'rate',
  'sum',
  'avg',
  'distinct_count',
  'min',
  'max',
  'p50',
  'p95',
  'p99',
];

export const isNumeric = (aggregation: Aggregation) => NUMERIC.includes(aggregation);

/** The aggregations that a kind of card can show of these fields. */
export function aggregationsFor(
  type: ChartType,
  dataset: Dataset,
  fields: readonly Field[],
): Aggregation[] {
  if (type === 'rate') return ['rate'];
  const hasNumbers = fields.some(isNumber);
  return ORDER.filter((each) => {
    if (each === 'count') return true;
    if (each === 'rate') return HAS_AXIS[type] && fields.some(isGroup);
    if (dataset === 'logs') return false;
    if (type === 'pie' && !ADDITIVE.includes(each)) return false;
    return isNumeric(each) ? hasNumbers : fields.some(isGroup);
  });
}

/** The fields that an aggregation can be made of. */
export const propertyFields = (aggregation: Aggregation, fields: readonly Field[]) =>
  fields.filter(isNumeric(aggregation) ? isNumber : isGroup);

/** What a rate counts unless somebody says otherwise: what is true, or what fails. */
function matchFor(dataset: Dataset, fields: readonly Field[]): MetricQuery['match'] {
  if (dataset === 'logs') return { property: 'level', value: 'error' };
  if (dataset !== 'events') return { property: 'status', value: 'error' };
  const yesNo = fields.find(isBoolean);
  if (yesNo) return { property: yesNo.name, value: true };
  const field = groupFields(fields, dataset).find(({ values }) => values.length > 0);
  return field && { property: field.name, value: field.values[0].value };
}

const GROUPS: Record<Dataset, string | undefined> = {
  events: undefined,
  executions: 'status',
  spans: 'type',
  logs: 'level',
};

/** What a pie is divided by unless somebody says otherwise. */
const groupFor = (dataset: Dataset, fields: readonly Field[]): string | undefined =>
  GROUPS[dataset] ?? groupFields(fields, dataset)[0]?.name;

/** What a kind asks whatever the fields are. */
function fixed({ aggregation }: MetricQuery, type: ChartType): { aggregation?: Aggregation } {
  if (type === 'rate') return { aggregation: 'rate' };
  return aggregation === 'rate' && !HAS_AXIS[type] ? { aggregation: 'count' } : {};
}

/** Fills in what a query cannot do without, and takes away what does not fit, as far as that is known. */
function complete(
  query: MetricQuery,
  type: ChartType,
  fields: readonly Field[] | undefined,
): MetricQuery {
  if (!fields) return tidy({ ...query, ...fixed(query, type) }, type);
  const dataset = datasetOf(query);
  const fitting = aggregationsFor(type, dataset, fields);
  const aggregation = fitting.includes(query.aggregation) ? query.aggregation : fitting[0];
  const next = { ...query, aggregation };
  if (needsProperty(next)) {
    const offered = propertyFields(aggregation, fields);
    if (!findField(offered, next.property)) next.property = offered[0]?.name;
  }
  if (aggregation === 'rate' && !findField(fields, next.match?.property))
    next.match = matchFor(dataset, fields);
  if (type === 'pie') next.groupBy ??= groupFor(dataset, fields);
  return tidy(next, type);
}

function chart(card: Card, type: ChartType, query: MetricQuery): ChartCard {
  const wasBy = card.type === 'feed' ? undefined : card.query.groupBy;
  // Colours of groups that are gone are nobody's.
  const colors = query.groupBy === wasBy ? card.colors : undefined;
  return defined({ ...card, type, query, colors });
}

const firstOf = (event: FeedQuery['event']) => (Array.isArray(event) ? event[0] : event);

/** The card as another kind: what it asks stays as far as that kind can show it. */
export function withKind(card: Card, type: CardType, fields: readonly Field[] | undefined): Card {
  if (type === card.type) return card;
  if (type === 'feed') {
    const { filters, agentId, ...asked } = card.query;
    const isOfEvents = card.type === 'feed' || datasetOf(card.query) === 'events';
    const query = defined(isOfEvents ? { event: asked.event, filters, agentId } : { agentId });
    return { ...card, type, query };
  }
  const { filters, agentId } = card.query;
  const asked: MetricQuery =
    card.type === 'feed'
      ? { event: firstOf(card.query.event), filters, agentId, aggregation: 'count' }
      : card.query;
  const wasBare = card.type === 'feed' || card.type === 'pie';
  const compare = HAS_AXIS[type] || !wasBare ? asked.compare : ('previous' as const);
  return chart(card, type, complete({ ...asked, compare }, type, fields));
}

/**
 * The card about another event: what it asked of the one before stays where this one has it too, and a
 * new card gets what its kind shows at best.
 */
export function cardForEvent(card: Card, event: string, fields: readonly Field[]): Card {
  if (card.type === 'feed') return { ...card, query: { ...card.query, event } };
  const old = card.query;
  const has = (name: string | undefined) => findField(fields, name) !== undefined;
  const query: MetricQuery = {
    ...old,
    dataset: 'events',
    event,
    groupBy: has(old.groupBy) ? old.groupBy : undefined,
    match: has(old.match?.property) ? old.match : undefined,
    filters: old.filters?.filter(({ property }) => has(property)),
  };
  if (needsProperty(old)) {
    const offered = propertyFields(old.aggregation, fields);
    if (!findField(offered, old.property)) query.property = offered[0]?.name;
    if (query.property === undefined) query.aggregation = 'count';
  }
  return chart(card, card.type, complete(query, card.type, fields));
}

/** The card over other data, as a new one of its kind. */
export function withDataset(card: ChartCard, dataset: Dataset, fields: readonly Field[]): Card {
  const { interval, compare, agentId } = card.query;
  const query: MetricQuery = { dataset, aggregation: 'count', interval, compare, agentId };
  if (card.type === 'rate') query.aggregation = 'rate';
  return chart(card, card.type, complete(query, card.type, fields));
}

/** The card with another aggregation, of the same property where that can be. */
export const withAggregation = (
  card: ChartCard,
  aggregation: Aggregation,
  fields: readonly Field[] | undefined,
): ChartCard => chart(card, card.type, complete({ ...card.query, aggregation }, card.type, fields));

/** The card with a part of its question changed. */
export const withQuery = (card: ChartCard, part: Partial<MetricQuery>): ChartCard =>
  chart(card, card.type, tidy({ ...card.query, ...part }, card.type));

/** The names of a card's events; none where it is about all of them, or about other data. */
export const eventsOf = ({ query }: Card): string[] =>
  'event' in query && query.event !== undefined ? [query.event].flat() : [];

/** A feed with one name more, or one less; without any it lists all events. */
export function withFeedOf(card: FeedCard, name: string | null): FeedCard {
  const names = name === null ? [] : eventsOf(card);
  const isThere = name === null || names.includes(name);
  const next = isThere ? names.filter((each) => each !== name) : [...names, name];
  const event = next.length === 0 ? undefined : next.length === 1 ? next[0] : next;
  return { ...card, query: defined({ ...card.query, event }) };
}

export function withFilterList(card: Card, list: Filter[]): Card {
  const filters = list.length > 0 ? list : undefined;
  return card.type === 'feed'
    ? { ...card, query: defined({ ...card.query, filters }) }
    : { ...card, query: defined({ ...card.query, filters }) };
}

/** In the size of its kind. */
export function withSize(card: Card): Card {
  const { w, h } = SIZES[card.type];
  return { ...card, layout: { ...card.layout, x: Math.min(card.layout.x, COLUMNS - w), w, h } };
}
