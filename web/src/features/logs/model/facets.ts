// Fields with their values, as they stand beside the list.
import type { LogField } from '@/api/types';
import { ALL_LEVELS } from '@/lib/levels';
import { type Condition, fieldName } from './conditions';

export interface FacetValue {
  value: string;
  /** Null where nobody counted it. */
  count: number | null;
  state: 'on' | 'out' | null;
}

export interface Facet {
  /** The parameter that filters by it. */
  key: string;
  name: string;
  values: FacetValue[];
  hasMore: boolean;
  /** Whether it starts open. */
  isOpen: boolean;
}

/** Fields of few values that start open, beside level and service. */
const OPEN = 3;

interface Counts {
  fields: readonly LogField[];
  /** Fields with conditions on them, counted without those. */
  own: ReadonlyMap<string, LogField>;
  levels: Readonly<Record<string, number>>;
  conditions: readonly Condition[];
}

export function facetsOf({ fields, own, levels, conditions }: Counts): Facet[] {
  const found = new Map<string, LogField>();
  for (const field of fields) {
    // What cannot be asked for is not offered; the level is counted exactly, elsewhere.
    if (field.parameter && field.parameter !== 'level' && !found.has(field.parameter))
      found.set(field.parameter, field);
  }
  for (const { key } of conditions) {
    // Ids stand in the search box alone.
    const isField = key === 'service' || key.startsWith('attr.');
    if (isField && !found.has(key)) found.set(key, absent(key));
  }
  const service = found.get('service');
  found.delete('service');
  const others = [...(service ? [service] : []), ...found.values()];
  let left = OPEN;
  const facets = others.map((field) => {
    const key = field.parameter ?? field.name;
    const facet = facetOf(own.get(key) ?? field, key, conditions);
    const isFew = !facet.hasMore && facet.values.length > 1;
    const isAsked = conditions.some((each) => each.key === key);
    const isOpen = key === 'service' || isAsked || (isFew && left > 0);
    if (isOpen && key !== 'service' && !isAsked) left -= 1;
    return { ...facet, isOpen };
  });
  return [levelFacet(levels, conditions), ...facets];
}

const absent = (key: string): LogField => ({
  name: fieldName(key),
  parameter: key,
  source: 'attributes',
  count: 0,
  values: [],
  hasMoreValues: false,
});

const stateOf = (
  key: string,
  value: string,
  conditions: readonly Condition[],
): FacetValue['state'] => {
  const found = conditions.find((each) => each.key === key && each.value === value);
  return found ? (found.isNot ? 'out' : 'on') : null;
};

function levelFacet(levels: Counts['levels'], conditions: readonly Condition[]): Facet {
  const values = ALL_LEVELS.filter(
    (level) => levels[level] > 0 || stateOf('level', level, conditions),
  ).map((value): FacetValue => {
    const state = stateOf('level', value, conditions);
    return { value, count: levels[value] ?? 0, state };
  });
  return {
    key: 'level',
    name: 'level',
    values: [...values, ...asked('level', values, conditions)],
    hasMore: false,
    isOpen: true,
  };
}

function facetOf(field: LogField, key: string, conditions: readonly Condition[]): Facet {
  const values = field.values.map(({ value, count }) => ({
    value,
    count,
    state: stateOf(key, value, conditions),
  }));
  const rank = ({ state }: FacetValue) => (state === 'out' ? 1 : 0);
  const all = [...asked(key, values, conditions), ...values].sort((a, b) => rank(a) - rank(b));
  return {
    key,
    name: fieldName(key),
    values: all,
    hasMore: field.hasMoreValues,
    isOpen: false,
  };
}

/** Values of conditions that are not among those that were counted. */
const asked = (key: string, values: FacetValue[], conditions: readonly Condition[]) =>
  conditions
    .filter((each) => each.key === key && !values.some(({ value }) => value === each.value))
    .map(({ value, isNot }): FacetValue => ({ value, count: null, state: isNot ? 'out' : 'on' }));

/** Fields that a text names, in their order. */
export const findFacets = (facets: readonly Facet[], text: string) => {
  const needle = text.trim().toLowerCase();
  return needle ? facets.filter(({ name }) => name.toLowerCase().includes(needle)) : facets;
};
