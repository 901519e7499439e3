import type { Message } from '@/api/types';
import { clock, clockMillis } from '@/lib/format';
import { t } from '@/lib/strings';
import s from './chat.module.css';

interface AtProps {
  message: Message;
  onOpen: ((message: Message) => void) | undefined;
}

/** When it was said; a button where it leads to the message's trace. */
export function At({ message, onOpen }: AtProps) {
  const { timestamp } = message;
  if (!onOpen) {
    return (
      <time className={s.time} dateTime={timestamp} title={clockMillis(timestamp)}>
        {clock(timestamp)}
      </time>
    );
  }
  return (
    <button
      type="button"
      className={s.time}
      title={clockMillis(timestamp)}
      aria-label={t.chat.openTrace(clock(timestamp))}
      onClick={() => onOpen(message)}
    >
      {clock(timestamp)}
    </button>
  );
}
