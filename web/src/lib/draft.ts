import { useState } from 'react';
import { useSettled } from './debounce';

const trimmed = (text: string) => text.trim();

interface Draft {
  text: string;
  setText: (text: string) => void;
  /** Hands a text on at once, if it is another than the address has. */
  send: (text: string) => void;
  /** Puts a text there that is handed on by other ways. */
  keep: (text: string) => void;
}

/**
 * What is typed over a text of the address. It is handed on, as `read` reads it, once it has stayed the
 * same for `ms`; where the address changes by itself, by the way back or a link, it gives way.
 */
export function useDraft(
  given: string,
  ms: number,
  onSend: (text: string | undefined) => void,
  read = trimmed,
): Draft {
  const [text, setText] = useState(given);
  const [seen, setSeen] = useState(given);
  const [sent, setSent] = useState(given);
  if (given !== seen) {
    setSeen(given);
    // What was sent comes back later: there may be more typed by then.
    if (given !== sent) {
      setSent(given);
      setText(given);
    }
  }
  const send = (next: string) => {
    if (next === given) return;
    setSent(next);
    onSend(next || undefined);
  };
  const keep = (next: string) => {
    setText(next);
    setSent(next);
  };
  useSettled(read(text), ms, send);
  return { text, setText, send, keep };
}
