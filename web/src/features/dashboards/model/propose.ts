// A first dashboard, of what was discovered: something to look at, and to change.
import { t } from '@/lib/strings';
import type {
  Card,
  ChartCard,
  ChartType,
  EventName,
  EventProperty,
  MetricQuery,
} from '../api/types';
import {
  type Field,
  fieldsOf,
  groupFields,
  isBoolean,
  isCategory,
  isIdName,
  isNumber,
} from '../editor/model/fields';
import { tidy } from '../editor/model/query';
import { titleOf } from '../editor/model/title';
import { turnColor } from './colors';

const words = t.editor.propose;

interface Proposal {
  name: string;
  cards: Card[];
}

/** Names that get cards of their own, the most frequent ones. */
const MOST_NAMES = 4;
const MOST_FIGURES = 8;
const MOST_CHARTS = 4;
const DURATION =
  /duration|latency|elapsed|seconds|minutes|(^|_)(time|ms|took|wait)(_|$)|Ms$|Time$/i;
const AMOUNT = /amount|price|total|value|revenue|cost|paid|sum|fee|valor|preco|receita/i;

type Found = { event: string; fields: Field[] };
/** A card without its place. */
type Draft = Omit<ChartCard, 'id' | 'layout' | 'color' | 'title'> & { title?: string };

/** `hasExecutions`: there are traces, too. */
export function propose(
  names: readonly EventName[],
  propertiesByName: Readonly<Record<string, readonly EventProperty[]>>,
  hasExecutions = false,
): Proposal {
  const found = [...names]
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_NAMES)
    .map(({ name }): Found => {
      const known = Object.hasOwn(propertiesByName, name) ? propertiesByName[name] : [];
      return { event: name, fields: fieldsOf('events', known) };
    });
  const numbers = [...figures(found), ...(hasExecutions ? executionFigures() : [])];
  const charts = spread(found, [course, amounts, shares]).slice(0, MOST_CHARTS);
  return { name: words.name, cards: laidOut(numbers, charts, found.length > 0) };
}

const ask = (type: ChartType, query: MetricQuery, title?: string): Draft => ({
  type,
  title,
  query: tidy(query, type),
});

/** A figure or two of each name: how many, and the most telling of what it says. */
function figures(found: readonly Found[]): Draft[] {
  const counts = found.map(({ event }) => ask('number', { event, ...counting }));
  const telling = [rate, average, different];
  const extra = telling.flatMap((kind) => {
    const drafts = found.flatMap((each) => kind(each) ?? []);
    return drafts.slice(0, 2);
  });
  return [...counts, ...extra].slice(0, MOST_FIGURES);
}

const counting = { aggregation: 'count', compare: 'previous' } as const;

function rate({ event, fields }: Found): Draft | null {
  const field = fields.find(isBoolean);
  return field
    ? ask('rate', {
        event,
        aggregation: 'rate',
        match: { property: field.name, value: true },
        compare: 'previous',
      })
    : null;
}

function average({ event, fields }: Found): Draft | null {
  const field = fields.find((each) => isNumber(each) && DURATION.test(each.name));
  return field
    ? ask('number', { event, aggregation: 'avg', property: field.name, compare: 'previous' })
    : null;
}

/** Of names and ids: texts that are no few categories. */
function different({ event, fields }: Found): Draft | null {
  const field = fields.find(
    (each) =>
      each.types[0] === 'text' &&
      !isCategory(each) &&
      // Ids that say the same each time tell nothing.
      (!each.isComplete || (isIdName(each.name) && each.values.length > 1)),
  );
  return field
    ? ask('number', {
        event,
        aggregation: 'distinct_count',
        property: field.name,
        compare: 'previous',
      })
    : null;
}

const categoriesOf = (fields: readonly Field[]) =>
  groupFields(fields, 'events').filter((field) => isCategory(field) && !isBoolean(field));

/** How many a day, by what tells them apart. */
function course({ event, fields }: Found): Draft {
  const groupBy = categoriesOf(fields)[0]?.name;
  return ask('line', { event, aggregation: 'count', groupBy, interval: 'day' });
}

function amounts({ event, fields }: Found): Draft | null {
  const field = fields.find((each) => isNumber(each) && AMOUNT.test(each.name));
  if (!field) return null;
  const groupBy = categoriesOf(fields)[0]?.name;
  return ask('bar', { event, aggregation: 'sum', property: field.name, groupBy, interval: 'day' });
}

/** By something else than the course where there is something else. */
function shares({ event, fields }: Found): Draft | null {
  const [first, second] = categoriesOf(fields);
  const groupBy = (second && second.values.length > 1 ? second : first)?.name;
  return groupBy ? ask('pie', { event, aggregation: 'count', groupBy }) : null;
}

/** One of each kind first, of the most frequent name that has it; then the second ones. */
function spread(
  found: readonly Found[],
  kinds: readonly ((found: Found) => Draft | null)[],
): Draft[] {
  const rows = kinds.map((kind) => found.flatMap((each) => kind(each) ?? []));
  const longest = Math.max(0, ...rows.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) =>
    rows.flatMap((row) => row[index] ?? []),
  ).flat();
}

function executionFigures(): Draft[] {
  const dataset = 'executions';
  const compare = 'previous';
  return [
    ask('number', { dataset, aggregation: 'count', compare }, words.executions),
    ask('number', { dataset, aggregation: 'p95', property: 'durationMs', compare }, words.slow),
    ask('number', { dataset, aggregation: 'sum', property: 'cost', compare }, words.cost),
    ask(
      'rate',
      { dataset, aggregation: 'rate', match: { property: 'status', value: 'error' }, compare },
      words.failed,
    ),
  ];
}

/** Figures in even rows, charts beneath in pairs of a wide and a narrow one, the feed at the end. */
function laidOut(numbers: readonly Draft[], charts: readonly Draft[], hasFeed: boolean): Card[] {
  const cards: Card[] = [];
  let y = 0;
  for (const row of evenRows(numbers, A_ROW)) {
    const w = COLUMNS / row.length;
    row.forEach((draft, index) => {
      cards.push(finished(draft, { x: index * w, y, w, h: FIGURE }, cards.length));
    });
    y += FIGURE;
  }
  const wide = charts.filter(({ type }) => type !== 'pie');
  const narrow: (Draft | 'feed')[] = charts.filter(({ type }) => type === 'pie');
  if (hasFeed) narrow.push('feed');
  while (wide.length > 0 || narrow.length > 0) {
    const [left, right] = [wide.shift(), narrow.shift()];
    if (left) {
      const layout = { x: 0, y, w: right ? WIDE : COLUMNS, h: CHART };
      cards.push(finished(left, layout, cards.length));
    }
    if (right) {
      const layout = { x: left ? WIDE : 0, y, w: left ? COLUMNS - WIDE : COLUMNS, h: CHART };
      cards.push(
        right === 'feed' ? feedAt(layout, cards.length) : finished(right, layout, cards.length),
      );
    }
    y += CHART;
  }
  return cards;
}

/** As few rows as can be, and none much longer than the others. */
function evenRows<T>(all: readonly T[], most: number): T[][] {
  const rows: T[][] = [];
  const count = Math.ceil(all.length / most);
  for (let row = 0, at = 0; row < count; row += 1) {
    const next = at + Math.ceil((all.length - at) / (count - row));
    rows.push(all.slice(at, next));
    at = next;
  }
  return rows;
}

const COLUMNS = 12;
/** Figures side by side, and the rows that cards take. */
const A_ROW = 4;
const FIGURE = 4;
const CHART = 9;
const WIDE = 7;

const idOf = (index: number) => `card-${index + 1}`;

function finished(draft: Draft, layout: Card['layout'], index: number): ChartCard {
  const isFigure = draft.type === 'number' || draft.type === 'rate';
  const color = turnColor('workflow', isFigure ? index : 0);
  const card: ChartCard = { ...draft, id: idOf(index), title: draft.title ?? '', color, layout };
  return { ...card, title: draft.title ?? titleOf(card) };
}

function feedAt(layout: Card['layout'], index: number): Card {
  const card: Card = {
    id: idOf(index),
    type: 'feed',
    title: '',
    color: 'workflow',
    layout,
    query: {},
  };
  return { ...card, title: titleOf(card) };
}
