import { jsonKind, toJson } from '@/lib/json-rows';
import { t } from '@/lib/strings';
import { CopyButton } from '@/ui/CopyButton';
import { Folded } from '@/ui/JsonRow';
import { JsonTree } from '@/ui/JsonTree';
import { asMessages, type Message } from '../model/messages';
import s from './panel.module.css';

const words = t.execution.span;
const FOLD = 600;
/** The instructions are the same in every call: a line of them will do. */
const FOLD_SYSTEM = 160;

interface PayloadProps {
  title: string;
  copyLabel: string;
  value: unknown;
}

/** An input or an output: as chat where it is one, else as a tree or as text. */
export function Payload({ title, copyLabel, value }: PayloadProps) {
  const messages = asMessages(value);
  return (
    <section>
      <h3>
        {title}
        {messages && messages.length > 1 && (
          <span className="faint">{words.messages(messages.length)}</span>
        )}
        <CopyButton text={() => toJson(value)} label={copyLabel} />
      </h3>
      {messages ? (
        // biome-ignore lint/suspicious/noArrayIndexKey: messages of one span never move, and may repeat
        messages.map((each, at) => <Said key={`${at} ${each.role}`} message={each} />)
      ) : (
        <Value value={value} />
      )}
    </section>
  );
}

function Said({ message: { role, name, text, toolCalls } }: { message: Message }) {
  const who = name ? `${role} · ${name}` : role;
  const title = toolCalls.length > 0 && !text ? words.toolCall(who) : who;
  return (
    <div className={s.message} data-role={role}>
      <b>{title || words.noRole}</b>
      {text && (
        <p>
          <Folded text={text} at={role === 'system' ? FOLD_SYSTEM : FOLD} />
        </p>
      )}
      {toolCalls.map((call, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: messages of one span never move, and may repeat
        <div key={`${at} ${call.name}`} className={s.call}>
          <span className="mono">{call.name}</span>
          {call.arguments !== null && <Value value={call.arguments} />}
        </div>
      ))}
    </div>
  );
}

function Value({ value }: { value: unknown }) {
  const kind = jsonKind(value);
  if (kind === 'object' || kind === 'array') return <JsonTree value={value} />;
  return (
    <p className={s.text}>
      <Folded text={toJson(value)} at={FOLD} />
    </p>
  );
}
