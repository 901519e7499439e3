import type { Execution } from '@/api/types';
import { duration, listTime } from '@/lib/format';
import { StatusIcon } from './Tag';

/** An execution in a line, among others to choose from. */
export const ExecutionChoice = ({ execution }: { execution: Execution }) => (
  <>
    <StatusIcon status={execution.status} />
    <span className="clip">{execution.name}</span>
    <span className="grow" />
    <span className="faint num">{duration(execution.durationMs)}</span>
    <span className="faint num">{listTime(execution.startTime)}</span>
  </>
);
