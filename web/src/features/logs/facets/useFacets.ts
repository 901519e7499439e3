import { useMemo, useState } from 'react';
import type { LogScope } from '@/api/logs';
import type { Condition } from '../model/conditions';
import { facetsOf } from '../model/facets';
import { useLogFields } from '../queries';

const FEW = 10;
const MANY = 100;

/** The fields of the lines that are asked for. */
export function useFacets(scope: LogScope, conditions: readonly Condition[]) {
  const [isMany, setMany] = useState(false);
  const { fields, own, levels } = useLogFields(scope, conditions, isMany ? MANY : FEW);
  const { data } = fields;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `own` is made anew each time, of the same parts
  const facets = useMemo(
    () => facetsOf({ fields: data?.items ?? [], own, levels, conditions }),
    [data, levels, conditions, [...own.values()].map((field) => field.count).join()],
  );
  return { facets, query: fields, isMany, showMany: () => setMany(true) };
}

export type Facets = ReturnType<typeof useFacets>;
