import { Link } from '@tanstack/react-router';
import { Bot, Flag, User } from 'lucide-react';
import type { Execution, Message } from '@/api/types';
import { cx } from '@/lib/cx';
import { clock, cost, day, duration } from '@/lib/format';
import { t } from '@/lib/strings';
import { StatusTag, Tag } from '../Tag';
import { At } from './At';
import s from './chat.module.css';
import { SystemNote, ToolNote } from './Notes';
import { Pieces } from './Pieces';
import { type ChatRow, messagesOf } from './rows';

/** Messages that the conversation is looked at for, and the word over the first of them. */
export interface Marked {
  names: ReadonlySet<string>;
  label: string;
}

export interface RowProps {
  row: ChatRow;
  /** The message that is looked at: its execution and id. */
  selected: string | undefined;
  /** The one that was found. */
  found?: string;
  marked?: Marked;
  /** Without it a message is only read. */
  onOpen?: (message: Message) => void;
}

export const nameOf = (message: Message) => `${message.executionId} ${message.id}`;

/** One row of a chat. */
export function Row({ row, selected, found, marked, onOpen }: RowProps) {
  const isFound = messagesOf(row).some((each) => nameOf(each) === found);
  switch (row.kind) {
    case 'day':
      return <div className={s.day}>{day(row.time)}</div>;
    case 'gap':
      return <div className={cx(s.gap, 'num')}>{t.chat.pause(duration(row.ms))}</div>;
    case 'execution':
      return <Boundary execution={row.execution} />;
    case 'system':
      return <SystemNote message={row.message} isFound={isFound} />;
    case 'tools':
      return <ToolNote calls={row.calls} message={row.message} isFound={isFound} onOpen={onOpen} />;
    default:
      return (
        <div className={cx(s.say, row.isOut && s.out)}>
          <span className={cx(s.avatar, row.isOut && s.bot)} aria-hidden>
            {row.isOut ? <Bot className="ico" /> : <User className="ico" />}
          </span>
          {row.messages.map((message) => (
            <Bubble
              key={nameOf(message)}
              message={message}
              isSelected={nameOf(message) === selected}
              mark={markOf(message, marked)}
              isFound={nameOf(message) === found}
              onOpen={onOpen}
            />
          ))}
        </div>
      );
  }
}

/** The word over the first message that is marked, nothing over the others. */
function markOf(message: Message, marked: Marked | undefined): string | undefined {
  const name = nameOf(message);
  if (!marked?.names.has(name)) return undefined;
  const [first] = marked.names;
  return name === first ? marked.label : '';
}

interface BubbleProps {
  message: Message;
  isSelected: boolean;
  isFound: boolean;
  /** Undefined where it is not marked. */
  mark: string | undefined;
  onOpen: ((message: Message) => void) | undefined;
}

function Bubble({ message, isSelected, isFound, mark, onOpen }: BubbleProps) {
  const { role, name, timestamp } = message;
  const who = name ? `${role} · ${name}` : role;
  const isPlain = (role === 'user' || role === 'assistant') && !name;
  const bubble = (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the time in it is a button that does the same
    <article
      className={cx(
        s.bubble,
        onOpen && s.opens,
        (isSelected || mark !== undefined) && s.on,
        isFound && s.found,
      )}
      aria-label={t.chat.message(who, clock(timestamp))}
      aria-current={isSelected || undefined}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('a, button, summary, audio'))
          return;
        if (!getSelection()?.toString()) onOpen?.(message);
      }}
    >
      {!isPlain && <b className={s.who}>{who}</b>}
      <Pieces content={message.content} />
      <At message={message} onOpen={onOpen} />
    </article>
  );
  if (!mark) return bubble;
  return (
    <>
      <p className={s.flag}>
        <Flag className="ico" aria-hidden />
        {mark}
      </p>
      {bubble}
    </>
  );
}

/** Where one execution ends and the next begins. */
export function Boundary({ execution }: { execution: Execution }) {
  const { executionId, agentName, agentId, name, status, errorCount } = execution;
  return (
    <div className={s.boundary}>
      <Link to="/executions/$executionId" params={{ executionId }} className="mono link clip">
        {executionId}
      </Link>
      <span className="clip wide">{agentName ?? agentId ?? name}</span>
      <hr />
      <span className="num">
        {clock(execution.startTime)} · {duration(execution.durationMs)}
        {execution.cost !== null && <span className="wide"> · {cost(execution.cost, 4)}</span>}
      </span>
      {errorCount > 0 ? (
        <Tag tone="error">{t.execution.errorsTag(errorCount)}</Tag>
      ) : (
        <StatusTag status={status} />
      )}
    </div>
  );
}
