import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowLeft, X } from 'lucide-react';
import { type ReactNode, useCallback } from 'react';
import { ApiError } from '@/api/client';
import type { Execution, Message, Thread } from '@/api/types';
import { cost, count, day, listTime } from '@/lib/format';
import { t } from '@/lib/strings';
import { Avatar } from '@/ui/Avatar';
import { Button } from '@/ui/Button';
import { CopyButton } from '@/ui/CopyButton';
import { ThreadChat, useThread } from '@/ui/chat/ThreadChat';
import { Bone, Empty } from '@/ui/Notice';
import { StatusTag } from '@/ui/Tag';
import { Time } from '@/ui/Time';
import s from './threads.module.css';
import { who } from './who';

const words = t.threads.open;

interface OpenThreadProps {
  threadId: string;
  /** There is no room for the list beside it. */
  isAlone: boolean;
  onClose: () => void;
}

/** One thread: what it took, its executions, and all that was said in them. */
export function OpenThread({ threadId, isAlone, onClose }: OpenThreadProps) {
  const { query, thread, executions } = useThread(threadId);
  const navigate = useNavigate();
  const open = useCallback(
    ({ executionId, id }: Message) =>
      navigate({
        to: '/executions/$executionId',
        params: { executionId },
        search: { tab: 'conversation', message: id },
      }),
    [navigate],
  );
  const isAbsent = query.error instanceof ApiError && query.error.status === 404;
  return (
    <section className={s.open} aria-label={words.label}>
      <header className={s.id}>
        {isAlone && (
          <Button look="ghost" icon aria-label={words.back} onClick={onClose}>
            <ArrowLeft className="ico" aria-hidden />
          </Button>
        )}
        <Identity threadId={threadId} thread={thread} />
        <span className="grow" />
        <CopyButton text={threadId} label={words.copyId} />
        {!isAlone && (
          <Button look="ghost" icon aria-label={words.close} onClick={onClose}>
            <X className="ico" aria-hidden />
          </Button>
        )}
      </header>
      {isAbsent ? (
        <Empty title={t.threads.notFound} text={t.threads.notFoundText(threadId)} />
      ) : (
        <>
          {thread && <Sums thread={thread} />}
          {executions.length > 0 && <Runs executions={executions} />}
          <ThreadChat threadId={threadId} selected={undefined} onOpen={open} />
        </>
      )}
    </section>
  );
}

function Identity({ threadId, thread }: { threadId: string; thread: Thread | undefined }) {
  const { name, about } = thread ? who(thread) : { name: threadId, about: '' };
  return (
    <>
      <Avatar name={name} className={s.avatar} />
      <div className={s.name}>
        <h2>
          <span className="clip">{name}</span>
          {thread && <StatusTag status={thread.status} />}
        </h2>
        {thread ? (
          <p>
            {about && <span className="clip">{about}</span>}
            {name !== threadId && <span className="mono clip">{threadId}</span>}
          </p>
        ) : (
          <Bone width={120} />
        )}
      </div>
    </>
  );
}

const Sums = ({ thread }: { thread: Thread }) => (
  <dl className={s.sums}>
    <Sum name={words.messages}>{count(thread.messageCount)}</Sum>
    <Sum name={words.count}>{count(thread.executionCount)}</Sum>
    <Sum name={words.tokens}>{count(thread.totalTokens)}</Sum>
    <Sum name={words.cost}>
      {cost(thread.cost, 4)}
      {thread.costEstimated && <span className="faint"> {words.estimated}</span>}
    </Sum>
    <Sum name={words.errors}>
      <span className={thread.errorCount > 0 ? 'bad' : undefined}>{count(thread.errorCount)}</span>
    </Sum>
    <Sum name={words.first}>{day(thread.startTime)}</Sum>
  </dl>
);

const Sum = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd className="num">{children}</dd>
  </div>
);

/** The executions, oldest first; each leads to its own conversation. */
const Runs = ({ executions }: { executions: readonly Execution[] }) => (
  <nav className={s.runs} aria-label={words.executions}>
    {[...executions].reverse().map(({ executionId, traceId, status, startTime }) => (
      <Link key={traceId} to="/executions/$executionId" params={{ executionId }}>
        <span className={`${s.run} mono`}>
          <i className={s.dot} data-status={status} aria-hidden />
          <span className="clip">{executionId}</span>
        </span>
        <small className="num">
          <Time at={startTime}>{listTime(startTime)}</Time>
        </small>
      </Link>
    ))}
  </nav>
);
