import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { executionChoicesQuery } from '@/api/executions';
import type { Execution } from '@/api/types';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { buttonClass } from '@/ui/Button';
import { ExecutionChoice } from '@/ui/ExecutionChoice';
import { Bone, Failure } from '@/ui/Notice';
import { Popover, popoverStyles } from '@/ui/Popover';
import s from './execution.module.css';

const words = t.compare;

/** Lays this execution beside an earlier one of its agent, or any other. */
export const CompareMenu = ({ execution }: { execution: Execution }) => (
  <Popover
    label={words.menuTitle}
    width={360}
    triggerClass={`${buttonClass({ look: 'ghost' })} wide`}
    trigger={words.button}
  >
    {(close) => (
      <>
        <p className={popoverStyles.head}>{words.earlier}</p>
        <Earlier execution={execution} onChoose={close} />
        <hr className={popoverStyles.rule} />
        <Link
          to="/compare"
          search={{ right: execution.executionId }}
          className={popoverStyles.item}
          onClick={close}
        >
          {words.choose}
        </Link>
      </>
    )}
  </Popover>
);

/** The executions of the same agent before this one, the newest first. */
function Earlier({ execution, onChoose }: { execution: Execution; onChoose: () => void }) {
  const { executionId, startTime, agentId, agentName, type } = execution;
  const agent = agentId ?? agentName;
  const same = agent ? { agentId: agent } : { type };
  const query = useQuery(executionChoicesQuery(useProject(), { ...same, to: startTime }));
  if (query.isError) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (query.isPending)
    return (
      <div className={s.choices}>
        <Bone width="80%" />
        <Bone width="70%" />
      </div>
    );
  const found = query.data.items.slice(0, 8);
  if (found.length === 0) return <p className={s.choices}>{words.noEarlier}</p>;
  return found.map((each) => (
    <Link
      key={each.traceId}
      to="/compare"
      search={{ left: each.executionId, right: executionId }}
      className={popoverStyles.item}
      onClick={onChoose}
    >
      <ExecutionChoice execution={each} />
    </Link>
  ));
}
