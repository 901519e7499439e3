import { t } from '@/lib/strings';
import { Command } from '@/ui/Command';
import { firstScore } from './first-score';
import s from './scores.module.css';

const words = t.scores.page;

/** How the first score is sent. */
export function SendScore({ sendKey }: { sendKey: string | null }) {
  const command = firstScore(location.origin, sendKey && words.keyHere);
  return (
    <section className={s.send} aria-label={words.none}>
      <div>
        <h2>{words.none}</h2>
        <p>{words.noneText}</p>
        <h3>{words.send}</h3>
        <Command text={command} label={words.copySend} />
        {sendKey && <p>{words.keyNote}</p>}
        <p>{words.telemetry}</p>
      </div>
    </section>
  );
}
