// What dashboards, their cards and the answers behind them are on the wire.

import type { EventFilter, Operator, Scalar } from '@/api/events';

export type { Operator, Scalar } from '@/api/events';

/** `in` takes a list, `exists` true or false; the others one value. */
export type Filter = Required<EventFilter>;

export const DATASETS = ['events', 'executions', 'spans', 'logs'] as const;
export type Dataset = (typeof DATASETS)[number];

export const AGGREGATIONS = [
  'count',
  'rate',
  'sum',
  'avg',
  'min',
  'max',
  'distinct_count',
  'p50',
  'p95',
  'p99',
] as const;
export type Aggregation = (typeof AGGREGATIONS)[number];

export const INTERVALS = ['hour', 'day', 'week', 'month'] as const;
export type Interval = (typeof INTERVALS)[number];

/** What is true of the share that a rate counts. */
export interface Match {
  property: string;
  op?: Operator;
  value: Scalar | Scalar[];
}

/** What a card asks, whatever the time and the zone. */
export interface MetricQuery {
  /** `events` where it is not said. */
  dataset?: Dataset;
  event?: string;
  aggregation: Aggregation;
  property?: string;
  match?: Match;
  filters?: Filter[];
  groupBy?: string;
  /** The largest so many groups; the rest comes as `other`. */
  limit?: number;
  /** Without one there is no series. */
  interval?: Interval;
  agentId?: string;
  compare?: 'previous';
}

/** Which events a feed lists: of one name, of several, or all. */
export interface FeedQuery {
  event?: string | string[];
  filters?: Filter[];
  agentId?: string;
}

export const CARD_TYPES = ['number', 'rate', 'line', 'bar', 'pie', 'feed'] as const;
export type CardType = (typeof CARD_TYPES)[number];
export type ChartType = Exclude<CardType, 'feed'>;

/** A place on twelve columns, in columns and rows from the top left. */
export interface Layout {
  x: number;
  y: number;
  w: number;
  h: number;
}

interface AnyCard {
  id: string;
  title: string;
  /** A token's name (`workflow`) or `#rrggbb`. */
  color: string;
  layout: Layout;
  target?: number;
  unit?: string;
  /** Colours of groups, by their keys. */
  colors?: Record<string, string>;
}

export type ChartCard = AnyCard & { type: ChartType; query: MetricQuery };
export type FeedCard = AnyCard & { type: 'feed'; query: FeedQuery };
export type Card = ChartCard | FeedCard;

/** How a dashboard is looked at unless the URL says otherwise. */
export interface Settings {
  range?: string;
  from?: string;
  to?: string;
  refreshSeconds?: number;
  filters?: Filter[];
}

export interface Dashboard {
  id: string;
  name: string;
  description: string | null;
  version: number;
  cards: Card[];
  settings: Settings;
  createdAt: string;
  createdBy: string | null;
  updatedAt: string;
  updatedBy: string | null;
}

/** A dashboard in the list of them. */
export type DashboardEntry = Pick<
  Dashboard,
  'id' | 'name' | 'description' | 'version' | 'updatedAt' | 'updatedBy'
> & { cardCount: number };

export interface Point {
  start: string;
  /** Null where there is nothing to average. */
  value: number | null;
}

export interface Group {
  /** Null: the events without the property. */
  key: string | null;
  value: number | null;
  series: Point[];
  /** The rest of the groups together. */
  other?: boolean;
}

export interface Figures {
  value: number | null;
  series: Point[];
  groups: Group[];
  from: string;
  to: string;
}

export interface Answer extends Figures {
  source: 'rollup' | 'raw';
  exact: boolean;
  /** Values of the wrong type, which count for nothing. */
  skipped: number;
  /** False where the search was cut off; then `searchedTo` is where. */
  complete: boolean;
  searchedTo: string | null;
  /** The period before, where it was asked for. */
  previous?: Figures | null;
}

/** A name that events were sent with. */
export interface EventName {
  name: string;
  count: number;
  firstSeen: string;
  lastSeen: string;
  /** By day. */
  series: Point[];
}

export type PropertyType = 'number' | 'text' | 'boolean' | 'other';

/** A property that events of a name were sent with. */
export interface EventProperty {
  name: string;
  types: { type: PropertyType; count: number }[];
  count: number;
  firstSeen: string;
  lastSeen: string;
  /** Most frequent first; samples without counts where there are too many to list. */
  values: { value: Scalar; count: number | null }[];
  valuesComplete: boolean;
}
