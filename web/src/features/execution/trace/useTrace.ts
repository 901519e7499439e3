import { useMemo } from 'react';
import type { ExecutionDetails } from '@/api/types';
import { criticalPath } from '../model/critical-path';
import { errorsBelow } from '../model/rows';
import { searchText } from '../model/search';
import { selfTimes, tokensBelow } from '../model/stats';
import { buildTrace } from '../model/trace';

/** All that is computed once from what the server told. */
export function useTrace({ execution, traces }: ExecutionDetails, fetchedAt: number) {
  const now = execution.status === 'running' ? fetchedAt : null;
  return useMemo(() => {
    const trace = buildTrace(traces, now);
    return {
      trace,
      critical: criticalPath(trace),
      own: selfTimes(trace),
      failing: errorsBelow(trace),
      tokens: tokensBelow(trace),
      texts: traces.map(searchText),
    };
  }, [traces, now]);
}

export type TraceData = ReturnType<typeof useTrace>;
