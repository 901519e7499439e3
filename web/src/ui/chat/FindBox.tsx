import { ChevronDown, ChevronUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useShortcuts } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import { Button } from '../Button';
import { SearchField } from '../Field';
import s from './chat.module.css';
import { around, type Find } from './find';

const words = t.conversation.find;

/** What is looked for in a conversation, and how many have it. */
export function useFind() {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [count, setCount] = useState(0);
  const find: Find = { text, at, onFound: setCount };
  const look = (next: string) => {
    setText(next);
    setAt(0);
  };
  return { find, count, look, step: (by: 1 | -1) => setAt(around(at + by, count)) };
}

/** `/` leads here; Enter goes on to the next, with shift to the one before, Escape is done. */
export function FindBox({ find, count, look, step }: ReturnType<typeof useFind>) {
  const input = useRef<HTMLInputElement>(null);
  useShortcuts({ '/': () => input.current?.focus() });
  return (
    <>
      <SearchField
        ref={input}
        className={s.find}
        label={words.label}
        hint="/"
        value={find.text}
        trailing={
          find.text && (
            <output className="num faint">
              {count > 0 ? words.place(find.at + 1, count) : words.none}
            </output>
          )
        }
        onChange={(event) => look(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            step(event.shiftKey ? -1 : 1);
          } else if (event.key === 'Escape') {
            event.preventDefault();
            look('');
            input.current?.blur();
          }
        }}
      />
      {count > 1 && (
        <>
          <Button look="ghost" icon small aria-label={words.before} onClick={() => step(-1)}>
            <ChevronUp className="ico" aria-hidden />
          </Button>
          <Button look="ghost" icon small aria-label={words.next} onClick={() => step(1)}>
            <ChevronDown className="ico" aria-hidden />
          </Button>
        </>
      )}
    </>
  );
}
