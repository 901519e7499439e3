// What is neither asked nor answered, folded: instructions, and calls of tools.
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Message } from '@/api/types';
import { cx } from '@/lib/cx';
import { count } from '@/lib/format';
import { toJson } from '@/lib/json-rows';
import { wordsOf } from '@/lib/pieces';
import { t } from '@/lib/strings';
import { JsonTree } from '../JsonTree';
import { At } from './At';
import s from './chat.module.css';
import { Pieces } from './Pieces';
import type { Call } from './rows';

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

interface SystemNoteProps {
  message: Message;
  isFound: boolean;
}

export function SystemNote({ message, isFound }: SystemNoteProps) {
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

interface ToolNoteProps extends SystemNoteProps {
  calls: readonly Call[];
  onOpen: ((message: Message) => void) | undefined;
}

export function ToolNote({ calls, message, isFound, onOpen }: ToolNoteProps) {
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
      aside={<At message={message} onOpen={onOpen} />}
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
