import { useMemo } from 'react';
import type { ExecutionDetails } from '@/api/types';
import { t } from '@/lib/strings';
import { JsonView } from '@/ui/JsonTree';
import s from './execution.module.css';

/** What the server told, as it told it. */
export function JsonPane({ details }: { details: ExecutionDetails }) {
  const value = useMemo(
    () => ({ execution: details.execution, traces: details.traces }),
    [details],
  );
  return (
    <>
      <p className={s.note}>{t.execution.jsonNote}</p>
      <JsonView value={value} label={t.execution.jsonLabel} />
    </>
  );
}
