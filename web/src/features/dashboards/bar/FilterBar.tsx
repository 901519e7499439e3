import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { eventPropertiesQuery } from '../api/queries';
import type { Card, EventProperty, Filter } from '../api/types';
import { FilterChips } from '../editor/controls/FilterChips';
import { eventsOf } from '../editor/model/cards';
import { fieldsOf } from '../editor/model/fields';
import s from './bar.module.css';

interface FilterBarProps {
  cards: readonly Card[];
  filters: readonly Filter[];
  onChange: (filters: readonly Filter[]) => void;
}

/** Names whose properties are offered: more would be a long list, and many questions. */
const MOST_NAMES = 8;

/** Conditions on all cards that show events, whoever looks; they stand in the address. */
export function FilterBar({ cards, filters, onChange }: FilterBarProps) {
  const project = useProject();
  const names = [...new Set(cards.flatMap(eventsOf))].slice(0, MOST_NAMES);
  const lists = useQueries({
    queries: names.map((name) => eventPropertiesQuery(project, name)),
    combine: (results) => results.flatMap(({ data }) => data?.items ?? []),
  });
  const fields = useMemo(() => fieldsOf('events', merged(lists)), [lists]);
  return (
    <section className={s.filters} aria-label={t.dashboards.filters}>
      <FilterChips filters={filters} fields={fields} onChange={onChange} />
    </section>
  );
}

/** Properties of several events, those of one name together. */
function merged(lists: readonly EventProperty[]): EventProperty[] {
  const found = new Map<string, EventProperty>();
  for (const each of lists) {
    const known = found.get(each.name);
    found.set(each.name, known ? together(known, each) : each);
  }
  return [...found.values()];
}

const together = (a: EventProperty, b: EventProperty): EventProperty => ({
  ...a,
  count: a.count + b.count,
  types: [...a.types, ...b.types.filter(({ type }) => a.types.every((each) => each.type !== type))],
  values: [
    ...a.values,
    ...b.values.filter(({ value }) => a.values.every((each) => each.value !== value)),
  ],
  valuesComplete: a.valuesComplete && b.valuesComplete,
});
