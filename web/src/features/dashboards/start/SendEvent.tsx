import type { ReactNode } from 'react';
import { t } from '@/lib/strings';
import { Command } from '@/ui/Command';
import { firstEvent } from './first-event';
import s from './start.module.css';

const words = t.dashboards.empty;

interface SendEventProps {
  sendKey: string | null;
  /** What else can be done. */
  children: ReactNode;
}

/** How the first event is sent; the page goes on by itself when it is there. */
export function SendEvent({ sendKey, children }: SendEventProps) {
  const command = firstEvent(location.origin, sendKey);
  return (
    <section className={s.send} aria-label={words.sendTitle}>
      <div>
        <h2>{words.sendTitle}</h2>
        <p>{words.sendText}</p>
        <Command text={command} label={words.sendCopy} />
        {sendKey && <p className="faint">{words.keyNote}</p>}
        <p className={s.waiting} role="status">
          <i aria-hidden />
          {words.waiting}
        </p>
        <footer>
          <span className="faint">{words.executions}</span>
          {children}
        </footer>
      </div>
    </section>
  );
}
