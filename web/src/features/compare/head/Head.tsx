import { Link } from '@tanstack/react-router';
import { ApiError } from '@/api/client';
import type { Execution } from '@/api/types';
import { fullTime } from '@/lib/format';
import { t } from '@/lib/strings';
import { buttonClass } from '@/ui/Button';
import { CopyButton } from '@/ui/CopyButton';
import { Bone, Failure } from '@/ui/Notice';
import { Popover } from '@/ui/Popover';
import { StatusTag, TypeTag } from '@/ui/Tag';
import s from '../compare.module.css';
import type { SideQuery } from '../queries';
import { type Side, useCompareSearch } from '../search';
import { Picker } from './Picker';

const words = t.compare;

interface HeadProps {
  side: Side;
  query: SideQuery;
  /** The execution on the other side, by which others are suggested. */
  other: Execution | undefined;
}

/** One of the two: what it is, or a way to choose it. */
export function Head({ side, query, other }: HeadProps) {
  const { search, change } = useCompareSearch();
  const id = search[side];
  const execution = id === undefined ? undefined : query.data?.execution;
  const choose = (next: string) => change({ [side]: next });
  const isAbsent = query.error instanceof ApiError && query.error.status === 404;
  return (
    <section className={s.head} aria-label={words[side]}>
      {execution && <Chosen side={side} execution={execution} other={other} onChoose={choose} />}
      {id !== undefined && query.isPending && (
        <div role="status" aria-busy aria-label={t.loading} className={s.bones}>
          <Bone width="45%" />
          <Bone width="70%" />
        </div>
      )}
      {id !== undefined && query.isError && !isAbsent && (
        <Failure error={query.error} onRetry={() => query.refetch()} />
      )}
      {(id === undefined || isAbsent) && (
        <>
          {isAbsent && (
            <p className="bad" role="alert">
              {words.notFound(id ?? '')}
            </p>
          )}
          <Picker side={side} other={other} onChoose={choose} />
        </>
      )}
    </section>
  );
}

interface ChosenProps {
  side: Side;
  execution: Execution;
  other: Execution | undefined;
  onChoose: (id: string) => void;
}

function Chosen({ side, execution, other, onChoose }: ChosenProps) {
  const { executionId } = execution;
  return (
    <>
      <h2>
        <TypeTag type={execution.type} />
        <Link
          to="/executions/$executionId"
          params={{ executionId }}
          search={{ tab: 'trace' }}
          className="clip"
        >
          {execution.name}
        </Link>
        <StatusTag status={execution.status} />
        <span className="grow" />
        <Popover
          label={words.pick[side]}
          width={380}
          triggerClass={buttonClass({ look: 'ghost', small: true })}
          triggerProps={{ 'aria-label': words.changeSide[side] }}
          trigger={words.change}
        >
          {(close) => (
            <Picker
              side={side}
              other={other ?? execution}
              onChoose={(next) => {
                close();
                onChoose(next);
              }}
            />
          )}
        </Popover>
      </h2>
      <p className="num">
        <time dateTime={execution.startTime} title={execution.startTime}>
          {fullTime(execution.startTime)}
        </time>
        <span className={s.id}>
          <span className="mono clip">{executionId}</span>
          <CopyButton text={executionId} label={t.execution.copyExecutionId} />
        </span>
      </p>
    </>
  );
}
