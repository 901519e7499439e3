import { Link } from '@tanstack/react-router';
import { Bot, ChevronRight, User } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Execution, Message } from '@/api/types';
import { cx } from '@/lib/cx';
import { clock, clockMillis, cost, count, day, duration } from '@/lib/format';
import { toJson } from '@/lib/json-rows';
import { wordsOf } from '@/lib/pieces';
import { t } from '@/lib/strings';
import { JsonTree } from '../JsonTree';
import { StatusTag, Tag } from '../Tag';
import s from './chat.module.css';
import { Pieces } from './Pieces';
import { type Call, type ChatRow, messagesOf } from './rows';

export interface RowProps {
  row: ChatRow;
  /** The message that is looked at: its execution and id. */
  selected: string | undefined;
  /** The one that was found. */
  found?: string;
  onOpen: (message: Message) => void;
}

export const nameOf = (message: Message) => `${message.executionId} ${message.id}`;

/** One row of a chat. */
export function Row({ row, selected, found, onOpen }: RowProps) {
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
              isFound={nameOf(message) === found}
              onOpen={onOpen}
            />
          ))}
        </div>
      );
  }
}

interface BubbleProps {
  message: Message;
  isSelected: boolean;
  isFound: boolean;
  onOpen: (message: Message) => void;
}

function Bubble({ message, isSelected, isFound, onOpen }: BubbleProps) {
  const { role, name, timestamp } = message;
  const who = name ? `${role} · ${name}` : role;
  const isPlain = (role === 'user' || role === 'assistant') && !name;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the time in it is a button that does the same
    <article
      className={cx(s.bubble, isSelected && s.on, isFound && s.found)}
      aria-label={t.chat.message(who, clock(timestamp))}
      aria-current={isSelected || undefined}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('a, button, summary, audio'))
          return;
        if (!getSelection()?.toString()) onOpen(message);
      }}
    >
      {!isPlain && <b className={s.who}>{who}</b>}
      <Pieces content={message.content} />
      <button
        type="button"
        className={s.time}
        title={clockMillis(timestamp)}
        aria-label={t.chat.openTrace(clock(timestamp))}
        onClick={() => onOpen(message)}
      >
        {clock(timestamp)}
      </button>
    </article>
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

interface NoteProps {
  label: string;
  family?: string;
  title?: string;
  excerpt: string;
  /** Opened, since what is looked for is in it. */
  isFound: boolean;
  aside?: ReactNode;
  children: ReactNode;
}

/** What is neither asked nor answered: folded. */
function Note({ label, family, title, excerpt, isFound, aside, children }: NoteProps) {
  return (
    <details className={cx(s.note, isFound && s.found)} open={isFound || undefined}>
      <summary>
        <ChevronRight className="ico" aria-hidden />
        <span className={s.label} data-family={family}>
          {label}
        </span>
        {title && <b className="clip">{title}</b>}
        <span className={s.cut}>{excerpt}</span>
        {aside}
      </summary>
      <div className={s.inside}>{children}</div>
    </details>
  );
}

const line = (text: string) => text.slice(0, 300).replace(/\s+/g, ' ');

function SystemNote({ message, isFound }: { message: Message; isFound: boolean }) {
  const words = wordsOf(message.content) || toJson(message.content);
  return (
    <Note
      label={t.chat.system}
      isFound={isFound}
      excerpt={line(words)}
      aside={<span className="num faint wide">{t.chat.characters(count(words.length))}</span>}
    >
      <Pieces content={message.content} />
    </Note>
  );
}

interface ToolNoteProps {
  calls: readonly Call[];
  message: Message;
  isFound: boolean;
  onOpen: (message: Message) => void;
}

function ToolNote({ calls, message, isFound, onOpen }: ToolNoteProps) {
  const names = calls.map(({ call }) => call.name ?? t.chat.unnamed);
  const [only] = calls;
  const excerpt =
    calls.length > 1 ? names.join(', ') : line(toJson(only.result?.content ?? only.call.arguments));
  return (
    <Note
      label={t.chat.tool}
      isFound={isFound}
      family="tool"
      title={calls.length > 1 ? t.chat.calls(calls.length) : names[0]}
      excerpt={excerpt}
      aside={
        <button
          type="button"
          className={s.time}
          aria-label={t.chat.openTrace(clock(message.timestamp))}
          onClick={() => onOpen(message)}
        >
          {clock(message.timestamp)}
        </button>
      }
    >
      {calls.map(({ call, result }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: calls never move, and may repeat
        <section key={`${at} ${call.name}`} className={s.call}>
          <h4 className="mono">{call.name ?? t.chat.unnamed}</h4>
          {call.arguments !== null && <Value value={call.arguments} />}
          {result && (
            <>
              <h5>{t.chat.result}</h5>
              <Value value={result.content} />
            </>
          )}
        </section>
      ))}
    </Note>
  );
}

const Value = ({ value }: { value: unknown }) =>
  typeof value === 'object' && value !== null ? (
    <JsonTree value={value} />
  ) : (
    <p className={s.long}>{toJson(value)}</p>
  );
