// Conditions on events: those of a dashboard, in its address and on its cards, and those behind a point.
import { OPERATORS } from '@/api/events';
import type { Card, Filter, Group, MetricQuery, Operator, Scalar } from '../api/types';

/** The server takes no more. */
export const MOST_FILTERS = 20;

export const isScalar = (value: unknown): value is Scalar =>
  ['string', 'number', 'boolean'].includes(typeof value);

const isOperator = (op: unknown): op is Operator => OPERATORS.some((each) => each === op);

/** As it stands in an address, `["channel","eq","whatsapp"]`; null for what is no condition. */
export function readFilter(text: string): Filter | null {
  try {
    const [property, op, value]: unknown[] = JSON.parse(text);
    const isValue = isScalar(value) || (Array.isArray(value) && value.every(isScalar));
    return typeof property === 'string' && isOperator(op) && isValue
      ? { property, op, value: value as Filter['value'] }
      : null;
  } catch {
    return null;
  }
}

export const writeFilter = ({ property, op, value }: Filter) =>
  JSON.stringify([property, op, value]);

const asksForEvents = ({ type, query }: Card) =>
  type === 'feed' || (query.dataset ?? 'events') === 'events';

/** The card as the dashboard's conditions leave it: they speak of events, and of nothing else. */
export function withFilters<T extends Card>(card: T, filters: readonly Filter[]): T {
  if (filters.length === 0 || !asksForEvents(card)) return card;
  const all = [...(card.query.filters ?? []), ...filters].slice(0, MOST_FILTERS);
  return { ...card, query: { ...card.query, filters: all } };
}

/** What a group's key stands for; where that is not said, `5` may be the number or the word. */
function valuesOf({ key, keys }: Group): Scalar[] {
  const told = (keys ?? []).filter(isScalar);
  if (told.length > 0 || key === null) return told;
  if (key === 'true' || key === 'false') return [key === 'true', key];
  const number = Number(key);
  const isNumber = key.trim() !== '' && Number.isFinite(number) && JSON.stringify(number) === key;
  return isNumber ? [number, key] : [key];
}

const is = (property: string, values: Scalar[]): Filter[] =>
  values.length === 1
    ? [{ property, op: 'eq', value: values[0] as Scalar }]
    : [{ property, op: 'in', value: values }];

/** The conditions that lead to the events of a group among `groups`. */
export function groupFilters(
  { groupBy }: MetricQuery,
  group: Group | null,
  groups: readonly Group[],
): Filter[] {
  if (!groupBy || !group) return [];
  if (!group.other) {
    if (group.key === null) return [{ property: groupBy, op: 'exists', value: false }];
    return is(groupBy, valuesOf(group));
  }
  const named = groups.filter(({ other }) => !other);
  const not = named.flatMap((each) => (each.key === null ? [] : valuesOf(each)));
  const isAbsentNamed = named.some(({ key }) => key === null);
  return [
    ...(isAbsentNamed ? [{ property: groupBy, op: 'exists', value: true } as const] : []),
    ...not.map((value): Filter => ({ property: groupBy, op: 'ne', value })),
  ];
}
