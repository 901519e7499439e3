import { ExternalLink, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ExecutionDetails, Message } from '@/api/types';
import { cost, count, duration, fullTime } from '@/lib/format';
import { toJson } from '@/lib/json-rows';
import { wordsOf } from '@/lib/pieces';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { KeyHints } from '@/ui/KeyHints';
import { StatusTag, Tag } from '@/ui/Tag';
import { Time } from '@/ui/Time';
import s from './conversation.module.css';
import { TurnSpans } from './TurnSpans';

const words = t.chat.turn;

interface TurnPanelProps {
  details: ExecutionDetails;
  fetchedAt: number;
  message: Message;
  onClose: () => void;
  /** Opens a span in the trace. */
  onOpen: (spanId: string) => void;
}

/** The trace of a message's turn, with its own span marked, and what came with the message. */
export function TurnPanel({ details, fetchedAt, message, onClose, onOpen }: TurnPanelProps) {
  const { execution } = details;
  return (
    <aside className={s.panel} aria-label={words.label}>
      <header>
        <h2>
          <span className="clip">{execution.name}</span>
          {execution.errorCount > 0 ? (
            <Tag tone="error">{t.execution.errorsTag(execution.errorCount)}</Tag>
          ) : (
            <StatusTag status={execution.status} />
          )}
        </h2>
        <span className="grow" />
        <Button small onClick={() => onOpen(message.spanId)}>
          {words.open}
          <ExternalLink className="ico" aria-hidden />
        </Button>
        <Button look="ghost" icon small aria-label={words.close} onClick={onClose}>
          <X className="ico" aria-hidden />
        </Button>
      </header>
      <dl className={s.usage}>
        <Sum name={words.duration}>{duration(execution.durationMs)}</Sum>
        <Sum name={words.tokensIn}>{count(execution.inputTokens)}</Sum>
        <Sum name={words.tokensOut}>{count(execution.outputTokens)}</Sum>
        <Sum name={words.cost}>
          {cost(execution.cost, 4)}
          {execution.costEstimated && execution.cost !== null && ' *'}
        </Sum>
      </dl>
      <TurnSpans details={details} fetchedAt={fetchedAt} current={message.spanId} onOpen={onOpen} />
      <Facts message={message} from={execution.startTime} onOpen={onOpen} />
      <KeyHints hints={HINTS} />
    </aside>
  );
}

const Sum = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

interface FactsProps {
  message: Message;
  /** When its execution began. */
  from: string;
  onOpen: (spanId: string) => void;
}

/** What came with the message. */
function Facts({ message, from, onOpen }: FactsProps) {
  const text = wordsOf(message.content);
  return (
    <section className={s.facts}>
      <h3>{words.selected}</h3>
      <dl>
        <dt>{words.sent}</dt>
        <dd className="num">
          <Time at={message.timestamp}>{fullTime(message.timestamp)}</Time>{' '}
          <span className="faint">
            +{duration(Math.max(0, Date.parse(message.timestamp) - Date.parse(from)))}
          </span>
        </dd>
        <dt>{words.role}</dt>
        <dd>{message.name ? `${message.role} · ${message.name}` : message.role}</dd>
        <dt>{words.content}</dt>
        <dd>{text ? words.characters(text.length) : words.structured}</dd>
        <dt>{words.span}</dt>
        <dd>
          <button type="button" className="link mono" onClick={() => onOpen(message.spanId)}>
            {message.spanId}
          </button>
        </dd>
        {Object.entries(message.metadata).map(([key, value]) => (
          <Extra key={key} name={key} value={value} />
        ))}
      </dl>
    </section>
  );
}

const HINTS = [
  ['j k', t.conversation.keys.move],
  ['t', t.conversation.keys.trace],
  ['esc', t.conversation.keys.close],
] as const;

const Extra = ({ name, value }: { name: string; value: unknown }) => (
  <>
    <dt title={name}>{name}</dt>
    <dd className="mono" title={toJson(value).slice(0, 2_000)}>
      {toJson(value).slice(0, 300)}
    </dd>
  </>
);
