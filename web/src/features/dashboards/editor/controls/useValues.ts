import { useQuery } from '@tanstack/react-query';
import { createContext, use } from 'react';
import { useProject } from '@/lib/project';
import { metricQuery } from '../../api/queries';
import type { Dataset, Scalar } from '../../api/types';
import type { Field } from '../model/fields';

/** What the form asks about, for all who offer values in it. */
const DatasetContext = createContext<Dataset>('events');
export const DatasetProvider = DatasetContext.Provider;

const WEEK = { range: '7d' } as const;

/** Values of a property: those of events were discovered, those of other data are counted when needed. */
export function useValues(field: Field): Field['values'] {
  const project = useProject();
  const dataset = use(DatasetContext);
  const isUnknown = dataset !== 'events' && field.values.length === 0 && field.types[0] === 'text';
  const scope = { project, range: WEEK, timezone: 'UTC' };
  const query = { dataset, aggregation: 'count', groupBy: field.name, limit: 50 } as const;
  const found = useQuery({ ...metricQuery(scope, query), enabled: isUnknown, staleTime: 60_000 });
  if (!isUnknown) return field.values;
  const groups = found.data?.groups ?? [];
  return groups.flatMap(({ key, other, value }) =>
    key === null || other ? [] : [{ value: key as Scalar, count: value }],
  );
}
