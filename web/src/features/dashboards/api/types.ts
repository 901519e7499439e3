// What dashboards, their cards and the answers behind them are on the wire.

import type { EventFilter, Operator, Scalar } from '@/api/events';
import type { Schemas } from '@/api/types';

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
export type Layout = Schemas['CardLayout'];

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
export type Settings = Partial<Omit<Schemas['DashboardSettings'], 'filters'>> & {
  filters?: Filter[];
};

export type Dashboard = Omit<Schemas['Dashboard'], 'cards' | 'settings'> & {
  cards: Card[];
  settings: Settings;
};

/** A dashboard in the list of them. */
export type DashboardEntry = Schemas['DashboardSummary'];

export type Point = Schemas['MetricsPoint'];
export type Group = Schemas['MetricsGroup'];
/** What a card comes to over a time. */
export type Figures = Schemas['MetricsPeriod'];
export type Answer = Schemas['MetricsAnswer'];

/** A name that events were sent with. */
export type EventName = Schemas['EventNameInfo'];

export type PropertyType = 'number' | 'text' | 'boolean' | 'other';

/** A property that events of a name were sent with. */
export type EventProperty = Omit<Schemas['EventPropertyInfo'], 'types' | 'values'> & {
  types: { type: PropertyType; count: number }[];
  /** Most frequent first; samples without counts where there are too many to list. */
  values: { value: Scalar; count: number | null }[];
};
