import type { ReactNode } from 'react';
import type { Execution } from '@/api/types';
import { cx } from '@/lib/cx';
import { cost, count, duration, listTime, short, shortCost } from '@/lib/format';
import { useNow } from '@/lib/now';
import { t } from '@/lib/strings';
import { Time } from '@/ui/Time';
import s from '../executions.module.css';
import type { ColumnId } from '../model/columns';
import type { DurationScale } from '../model/scale';
import { useListSearch } from '../search';

interface CellProps {
  execution: Execution;
  scale: DurationScale;
}

const Nothing = () => <span className="faint">{t.none}</span>;
const text = (value: string | null | undefined) =>
  value ? <span className="dim">{value}</span> : <Nothing />;
const number = (value: number) => <span className="num">{count(value)}</span>;

const CELLS: Partial<Record<ColumnId, (props: CellProps) => ReactNode>> = {
  input: ({ execution }) => <InputOrError execution={execution} />,
  output: ({ execution }) => <span className="dim">{execution.outputPreview}</span>,
  agent: ({ execution }) => text(execution.agentName ?? execution.agentId),
  model: ({ execution }) => text(execution.model),
  service: ({ execution }) => text(execution.service),
  user: ({ execution }) => text(execution.userId),
  session: ({ execution }) => text(execution.sessionId),
  entity: ({ execution }) => text(execution.entity?.value),
  duration: (props) => <Duration {...props} />,
  spans: ({ execution }) => number(execution.spanCount),
  errors: ({ execution }) => number(execution.errorCount),
  messages: ({ execution }) => number(execution.messageCount),
  tokens: ({ execution }) => <span className="num">{short(execution.totalTokens)}</span>,
  cost: ({ execution }) => <Cost execution={execution} />,
  thread: ({ execution }) => <Thread id={execution.threadId} />,
  id: ({ execution }) => <span className="mono dim">{execution.executionId}</span>,
  started: ({ execution }) => <Started execution={execution} />,
};

function Cost({ execution: { cost: value, costEstimated } }: Pick<CellProps, 'execution'>) {
  const whole = costEstimated ? `${cost(value)} ${t.execution.fact.estimated}` : cost(value);
  return (
    <span className="num" title={value === null ? undefined : whole}>
      {shortCost(value, costEstimated)}
    </span>
  );
}

export const Cell = ({ id, ...props }: CellProps & { id: ColumnId }) => CELLS[id]?.(props) ?? null;

export function InputOrError({ execution: { error, inputPreview } }: Pick<CellProps, 'execution'>) {
  if (!error) return <span className="dim">{inputPreview}</span>;
  return (
    <>
      <span className="bad">{error}</span> <span className="faint">{inputPreview}</span>
    </>
  );
}

/** A running execution's time goes on while it is watched. */
export function Duration({ execution, scale }: CellProps) {
  const { status, durationMs, startTime } = execution;
  if (durationMs === null && status === 'running')
    return <Elapsed since={startTime} scale={scale} />;
  const isSlow = (durationMs ?? 0) >= scale.slow;
  return <DurationBar ms={durationMs} scale={scale} className={cx(isSlow && s.slow)} />;
}

function Elapsed({ since, scale }: { since: string; scale: DurationScale }) {
  const ms = Math.max(0, useNow() - Date.parse(since));
  return <DurationBar ms={ms} scale={scale} className={s.going} />;
}

interface DurationBarProps {
  ms: number | null;
  scale: DurationScale;
  className: string;
}

const DurationBar = ({ ms, scale, className }: DurationBarProps) => (
  <span className={cx(s.duration, 'num', className)}>
    <i aria-hidden>
      <i style={{ width: `${Math.min(100, ((ms ?? 0) / scale.full) * 100)}%` }} />
    </i>
    <span>{duration(ms)}</span>
  </span>
);

export const Started = ({ execution: { startTime } }: Pick<CellProps, 'execution'>) => (
  <Time at={startTime} className="num dim">
    {listTime(startTime)}
  </Time>
);

/** A click shows the thread alone. */
function Thread({ id }: { id: string | null }) {
  const { change } = useListSearch();
  if (!id) return <Nothing />;
  return (
    <button type="button" className="mono link" onClick={() => change({ threadId: [id] })}>
      {id}
    </button>
  );
}
