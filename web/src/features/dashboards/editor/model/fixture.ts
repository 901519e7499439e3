// What the seed's three events leave behind once each was sent a few times.
import type { ChartCard, EventProperty, FeedCard, PropertyType, Scalar } from '../../api/types';
import { fieldsOf } from './fields';

export function property(
  name: string,
  types: Partial<Record<PropertyType, number>>,
  values: readonly Scalar[] = [],
  valuesComplete = true,
): EventProperty {
  return {
    name,
    types: Object.entries(types).map(([type, count]) => ({ type: type as PropertyType, count })),
    count: Object.values(types).reduce((sum, count) => sum + count, 0),
    firstSeen: '2026-11-20T09:00:00Z',
    lastSeen: '2026-11-21T09:00:00Z',
    values: values.map((value, index) => ({ value, count: valuesComplete ? 9 - index : null })),
    valuesComplete,
  };
}

export const TICKET = [
  property('answered', { boolean: 20 }, [true, false]),
  property('category', { text: 20 }, ['network', 'billing', 'visits']),
  property('duration', { number: 17, text: 3 }, [45, 4, 'long'], false),
];
export const ALERT = [
  property('company', { text: 9 }, ['NW Telecom', 'Acme'], false),
  property('severity', { text: 9 }, ['High', 'Low']),
  property('source', { text: 9 }, ['Zabbix']),
];
export const PAYMENT = [property('amount', { number: 5 }, [150])];

export const ticket = fieldsOf('events', TICKET);
export const alert = fieldsOf('events', ALERT);
export const payment = fieldsOf('events', PAYMENT);

export const bare: ChartCard = {
  id: 'a',
  type: 'number',
  title: '',
  color: 'workflow',
  layout: { x: 0, y: 0, w: 3, h: 4 },
  query: { aggregation: 'count', compare: 'previous' },
};
export const feed: FeedCard = { ...bare, type: 'feed', query: {} };
