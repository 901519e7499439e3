// How many executions there were when, by status.
import { queryOptions } from '@tanstack/react-query';
import { resolveRange } from '@/lib/time-range';
import { get } from './client';
import type { ListScope } from './executions';
import type { Volume } from './types';

/** The filter is the list's; its order means nothing here. */
export const volumeQuery = ({ project, range, filter: { sort, ...filter } }: ListScope) =>
  queryOptions({
    queryKey: ['executions-volume', project, range, filter],
    queryFn: ({ signal }) => {
      const query = { project, ...resolveRange(range), ...filter };
      return get<Volume>('/api/v1/observability/executions/histogram', query, signal);
    },
    staleTime: 10_000,
  });
