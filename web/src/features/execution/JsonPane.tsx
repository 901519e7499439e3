import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { wholeExecutionQuery } from '@/api/executions';
import type { ExecutionDetails } from '@/api/types';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { JsonExplorer } from '@/ui/JsonExplorer';
import { Failure } from '@/ui/Notice';
import s from './execution.module.css';

const words = t.trace.json;
/** Spans up to which payloads are read unasked: about a megabyte. */
const FEW = 500;

/** What the server told, as it told it: everything of a small execution, of a large one on request. */
export function JsonPane({ details }: { details: ExecutionDetails }) {
  const { execution, traces } = details;
  const [wantsAll, setWantsAll] = useState(traces.length <= FEW);
  const whole = useQuery({
    ...wholeExecutionQuery(useProject(), execution.executionId),
    enabled: wantsAll,
  });
  const bare = useMemo(() => ({ execution, traces }), [execution, traces]);
  return (
    <>
      {whole.isError && <Failure error={whole.error} onRetry={() => whole.refetch()} />}
      <JsonExplorer value={whole.data ?? bare} label={t.execution.jsonLabel}>
        {!whole.data && (
          <span className={s.jsonNote} role="status">
            {wantsAll ? words.loading : words.without}
          </span>
        )}
        {!wantsAll && <Button onClick={() => setWantsAll(true)}>{words.all(traces.length)}</Button>}
      </JsonExplorer>
    </>
  );
}
