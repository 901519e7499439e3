import { t } from '@/lib/strings';
import { CopyButton } from '@/ui/CopyButton';
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
        <header>
          <h3>{words.send}</h3>
          <CopyButton worded text={command} label={words.copySend} />
        </header>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre className="mono" tabIndex={0}>
          {command}
        </pre>
        {sendKey && <p>{words.keyNote}</p>}
        <p>{words.telemetry}</p>
      </div>
    </section>
  );
}
