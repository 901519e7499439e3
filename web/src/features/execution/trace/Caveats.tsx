import { useMemo } from 'react';
import type { ExecutionDetails } from '@/api/types';
import { t } from '@/lib/strings';
import { Caveat } from '@/ui/Notice';
import { countSkewed, type Trace } from '../model/trace';

const words = t.execution.caveat;

/** What is missing or doubtful in this trace, in words. */
export function Caveats({ details, trace }: { details: ExecutionDetails; trace: Trace }) {
  const orphans = useMemo(() => trace.nodes.filter((node) => node.orphan).length, [trace]);
  const skewed = useMemo(() => countSkewed(trace), [trace]);
  const { tracesHasMore, traces, tracesTotal } = details;
  return (
    <>
      {tracesHasMore && <Caveat>{words.cap(traces.length, tracesTotal)}</Caveat>}
      {orphans > 0 && <Caveat>{words.orphans(orphans)}</Caveat>}
      {skewed > 0 && <Caveat>{words.skew(skewed)}</Caveat>}
    </>
  );
}
