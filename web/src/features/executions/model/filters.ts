// The filters of the list, as they stand in the URL: the API's own parameter names.
import { duration } from '@/lib/format';
import { SPAN_TYPES, typeName } from '@/lib/span-types';
import { t } from '@/lib/strings';
import { MOST_SCORE, scoreNumber } from '@/ui/scores/model/value';

const LISTS = [
  'status',
  'type',
  'agentId',
  'model',
  'service',
  'threadId',
  'sessionId',
  'userId',
] as const;
export type ListKey = (typeof LISTS)[number];

export interface FilterSearch extends Partial<Record<ListKey, string[]>> {
  entityType?: string;
  entityValue?: string;
  minDurationMs?: number;
  maxDurationMs?: number;
  /** Bounds mean something beside a name alone. */
  scoreName?: string;
  minScore?: number;
  maxScore?: number;
  search?: string;
}

export type FieldKey = ListKey | 'entity' | 'duration' | 'score';

export const FIELDS: readonly FieldKey[] = [...LISTS, 'entity', 'duration', 'score'];

/** Values to choose from, where a field has a closed list of them. */
export const CHOICES: Partial<Record<FieldKey, readonly string[]>> = {
  status: ['running', 'success', 'error', 'skipped'],
  type: SPAN_TYPES,
};

const asList = (value: unknown): string[] | undefined => {
  const list = (Array.isArray(value) ? value : [value]).filter(
    (each) => each && typeof each === 'string',
  );
  return list.length > 0 ? [...new Set(list as string[])] : undefined;
};
const asText = (value: unknown) => (typeof value === 'string' && value ? value : undefined);
const asNumber = (value: unknown) => {
  const number = typeof value === 'string' && value ? Number(value) : value;
  return typeof number === 'number' && number >= 0 && number <= 1e12 ? number : undefined;
};

/** Bounds of a score, which may lie below zero. */
const asScore = (value: unknown) => {
  const number = typeof value === 'string' && value ? Number(value) : value;
  return typeof number === 'number' && Math.abs(number) <= MOST_SCORE ? number : undefined;
};

function readScore(search: Record<string, unknown>) {
  const scoreName = asText(search.scoreName);
  return {
    scoreName,
    minScore: scoreName && asScore(search.minScore),
    maxScore: scoreName && asScore(search.maxScore),
  } as Pick<FilterSearch, 'scoreName' | 'minScore' | 'maxScore'>;
}

/** Reads the filters out of a URL's parameters; whatever is none is left out. */
export function readFilters(search: Record<string, unknown>): FilterSearch {
  const lists = LISTS.map((key) => [key, asList(search[key])] as const);
  const closed = lists.map(([key, list]) => {
    const choices = CHOICES[key];
    const known = choices ? list?.filter((each) => choices.includes(each)) : list;
    return [key, known?.length ? known : undefined] as const;
  });
  return {
    ...Object.fromEntries(closed),
    entityType: asText(search.entityType),
    entityValue: asText(search.entityValue),
    minDurationMs: asNumber(search.minDurationMs),
    maxDurationMs: asNumber(search.maxDurationMs),
    ...readScore(search),
    search: asText(search.search),
  };
}

/** The filters alone, the same for the same filters whatever the order of the URL. */
export function pickFilters(search: FilterSearch): FilterSearch {
  return readFilters(search as Record<string, unknown>);
}

/** The parameters that a field's chip stands for, unset. */
export function cleared(field: FieldKey): FilterSearch {
  if (field === 'entity') return { entityType: undefined, entityValue: undefined };
  if (field === 'duration') return { minDurationMs: undefined, maxDurationMs: undefined };
  if (field === 'score') return { scoreName: undefined, minScore: undefined, maxScore: undefined };
  return { [field]: undefined };
}

export const NO_FILTERS: FilterSearch = Object.assign(
  { search: undefined },
  ...FIELDS.map((field) => cleared(field)),
);

export const isActive = (search: FilterSearch, field: FieldKey) =>
  Object.keys(cleared(field)).some((key) => search[key as keyof FilterSearch] !== undefined);

export interface ChipText {
  verb: string;
  value: string;
  rest: string;
}

export function chipText(search: FilterSearch, field: FieldKey): ChipText {
  if (field === 'duration') return durationText(search);
  if (field === 'score') return scoreText(search);
  if (field === 'entity') {
    const value = [search.entityType, search.entityValue].filter(Boolean).join(' ');
    return { verb: t.executions.is, value, rest: '' };
  }
  const values = search[field] ?? [];
  const more = values.length > 1 ? t.executions.orMore(values.length - 1) : '';
  const first = values[0] ?? '';
  const value = field === 'type' ? typeName(first) : first;
  return { verb: t.executions.is, value, rest: more };
}

function durationText({ minDurationMs: min, maxDurationMs: max }: FilterSearch): ChipText {
  const both = min !== undefined && max !== undefined;
  if (both) return { verb: '', value: `${duration(min)} – ${duration(max)}`, rest: '' };
  return { verb: max === undefined ? '≥' : '≤', value: duration(max ?? min), rest: '' };
}

function scoreText({ scoreName = '', minScore: min, maxScore: max }: FilterSearch): ChipText {
  const text = { verb: '', value: scoreName };
  if (min === undefined && max === undefined) return { ...text, rest: t.scores.filter.anyValue };
  if (min === max) return { ...text, rest: `= ${scoreNumber(min)}` };
  if (max === undefined) return { ...text, rest: `≥ ${scoreNumber(min)}` };
  if (min === undefined) return { ...text, rest: `≤ ${scoreNumber(max)}` };
  return { ...text, rest: `${scoreNumber(min)} – ${scoreNumber(max)}` };
}

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 };

/** `2s`, `1.5 m`, `500` (milliseconds) as milliseconds; null where it is none of these. */
export function parseDuration(text: string): number | null {
  const found = /^\s*(\d+(?:[.,]\d+)?)\s*([a-z]*)\s*$/i.exec(text);
  if (!found) return null;
  const unit = UNITS[found[2].toLowerCase() || 'ms'];
  return unit === undefined ? null : Number(found[1].replace(',', '.')) * unit;
}
