import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Execution } from '@/api/types';
import { cost, count, duration, fullTime } from '@/lib/format';
import { t } from '@/lib/strings';
import { CopyButton } from '@/ui/CopyButton';
import { Elapsed } from '@/ui/Elapsed';
import { Tag } from '@/ui/Tag';
import { Time } from '@/ui/Time';
import s from './execution.module.css';
import { ScoreFacts } from './scores/ScoreFacts';
import type { ScoresRead } from './scores/useScores';

const words = t.execution.fact;
const ALL_TIME = { range: 'all', from: undefined, to: undefined };

/** What the execution was, in one line. */
export function Facts({ execution, scores }: { execution: Execution; scores: ScoresRead }) {
  const { threadId, sessionId, userId, entity, service, model, models } = execution;
  const agent = execution.agentName ?? execution.agentId;
  return (
    <dl className={s.facts}>
      <Fact name={words.started}>
        <Time at={execution.startTime}>{fullTime(execution.startTime)}</Time>
      </Fact>
      <Fact name={words.duration}>
        <Duration execution={execution} />
      </Fact>
      <Fact name={words.spans}>
        {count(execution.spanCount)}
        {execution.errorCount > 0 && (
          <Tag tone="error">{t.execution.errorsTag(execution.errorCount)}</Tag>
        )}
      </Fact>
      {execution.totalTokens > 0 && (
        <Fact name={words.tokens}>
          {count(execution.inputTokens)} <span className="faint">{words.in}</span>
          {count(execution.outputTokens)} <span className="faint">{words.out}</span>
        </Fact>
      )}
      {execution.cost !== null && (
        <Fact name={words.cost}>
          {cost(execution.cost, 4)}
          {execution.costEstimated && <span className="faint">{words.estimated}</span>}
        </Fact>
      )}
      {model && (
        <Fact name={words.model}>
          <Link to="/executions" search={{ ...ALL_TIME, model: [model] }} className="link">
            {model}
          </Link>
          {models.length > 1 && (
            <span className="faint" title={models.join(', ')}>
              {words.moreModels(models.length - 1)}
            </span>
          )}
        </Fact>
      )}
      {agent && <ListLink name={words.agent} search={{ agentId: [agent] }} value={agent} />}
      {threadId && (
        <Fact name={words.thread} wide>
          <Link to="/threads" search={{ ...ALL_TIME, thread: threadId }} className="link mono">
            {threadId}
          </Link>
        </Fact>
      )}
      {entity && (
        <ListLink
          name={entity.type ?? words.entity}
          search={{
            ...(entity.type && { entityType: entity.type }),
            entityValue: entity.value,
          }}
          value={entity.value}
        />
      )}
      {userId && <ListLink name={words.user} search={{ userId: [userId] }} value={userId} />}
      {sessionId && sessionId !== threadId && (
        <ListLink mono name={words.session} search={{ sessionId: [sessionId] }} value={sessionId} />
      )}
      {service && <ListLink name={words.service} search={{ service: [service] }} value={service} />}
      <Fact name={words.execution} wide>
        <span className="mono">{execution.executionId}</span>
        <CopyButton text={execution.executionId} label={t.execution.copyExecutionId} />
      </Fact>
      <ScoreFacts query={scores} />
    </dl>
  );
}

function Fact({ name, wide, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={wide ? 'wide' : undefined}>
      <dt>{name}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}

interface ListLinkProps {
  name: string;
  value: string;
  search: Record<string, string | string[]>;
  mono?: boolean;
}

/** Leads to all executions that have this in common. */
const ListLink = ({ name, value, search, mono }: ListLinkProps) => (
  <Fact name={name} wide>
    <Link
      to="/executions"
      search={{ ...ALL_TIME, ...search }}
      className={mono ? 'link mono' : 'link'}
    >
      {value}
    </Link>
  </Fact>
);

function Duration({ execution }: { execution: Execution }) {
  const { status, durationMs, startTime } = execution;
  const isGoing = durationMs === null && status === 'running';
  return isGoing ? <Elapsed since={startTime} className={s.going} /> : duration(durationMs);
}
