// What a card can be asked about: properties that events were sent with, or what Farol knows of
// executions, spans and log lines.
import { LEVELS } from '@/lib/levels';
import { SPAN_TYPES } from '@/lib/span-types';
import type { Dataset, EventProperty, PropertyType, Scalar } from '../../api/types';

export interface Field {
  name: string;
  /** The most frequent first; several where senders do not agree. */
  types: readonly PropertyType[];
  /** Those that are known, the most frequent first. */
  values: readonly { value: Scalar; count: number | null }[];
  /** No other values were seen. */
  isComplete: boolean;
}

/** Groups that a person can still tell apart. */
const FEW = 12;

export const isNumber = ({ types }: Field) => types.includes('number');
export const isBoolean = ({ types }: Field) => types[0] === 'boolean';
/** Fit to divide by. */
export const isGroup = ({ types }: Field) => types.some((type) => type !== 'other');
/** Names of what tells things apart one by one: nothing to divide by. */
const ID = /(^|[_.\-\s])(id|uuid|key|email|phone|cpf|cnpj)$|[a-z](Id|Uuid|Key)$/;
export const isIdName = (name: string) => ID.test(name);

/** Fit to divide by at first sight: a few texts, or yes and no. */
export const isCategory = (field: Field) =>
  (field.types[0] === 'text' || isBoolean(field)) &&
  field.isComplete &&
  field.values.length > 0 &&
  field.values.length <= FEW &&
  !isIdName(field.name);

const fieldOf = ({ name, types, values, valuesComplete }: EventProperty): Field => ({
  name,
  types: [...types].sort((a, b) => b.count - a.count).map(({ type }) => type),
  values,
  isComplete: valuesComplete,
});

const measure = (name: string): Field => ({
  name,
  types: ['number'],
  values: [],
  isComplete: false,
});

const dimension = (name: string, values: readonly string[] = []): Field => ({
  name,
  types: ['text'],
  values: values.map((value) => ({ value, count: null })),
  isComplete: values.length > 0,
});

const STATUSES = ['success', 'error', 'running', 'skipped'];

const KNOWN: Record<Exclude<Dataset, 'events'>, readonly Field[]> = {
  executions: [
    measure('durationMs'),
    measure('cost'),
    measure('totalTokens'),
    measure('inputTokens'),
    measure('outputTokens'),
    measure('spanCount'),
    measure('errorCount'),
    measure('messageCount'),
    dimension('status', STATUSES),
    dimension('agentId'),
    dimension('name'),
    dimension('type', SPAN_TYPES),
    dimension('service'),
    dimension('model'),
    dimension('threadId'),
    dimension('userId'),
  ],
  spans: [
    measure('durationMs'),
    measure('cost'),
    measure('totalTokens'),
    measure('inputTokens'),
    measure('outputTokens'),
    dimension('type', SPAN_TYPES),
    dimension('status', STATUSES),
    dimension('model'),
    dimension('name'),
    dimension('service'),
    dimension('agentId'),
  ],
  logs: [dimension('level', LEVELS), dimension('service')],
};

/** The fields of a dataset; of events, those discovered, the most frequent first. */
export function fieldsOf(dataset: Dataset, properties: readonly EventProperty[] = []): Field[] {
  if (dataset !== 'events') return [...KNOWN[dataset]];
  return [...properties].sort((a, b) => b.count - a.count).map(fieldOf);
}

export const findField = (fields: readonly Field[], name: string | undefined) =>
  fields.find((field) => field.name === name);

/** Texts of several values first, then those of one, then yes and no, then whatever there is. */
function rank(field: Field): number {
  if (!isCategory(field)) return 3;
  if (isBoolean(field)) return 2;
  return field.values.length > 1 ? 0 : 1;
}

/** Fields to divide by, those that suit it best first. */
export const groupFields = (fields: readonly Field[], dataset: Dataset): Field[] =>
  fields
    .filter((field) => isGroup(field) && (dataset === 'events' || field.types[0] !== 'number'))
    .sort((a, b) => rank(a) - rank(b));
