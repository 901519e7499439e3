import { Link } from '@tanstack/react-router';
import type { Execution } from '@/api/types';
import { cx } from '@/lib/cx';
import { clockMillis } from '@/lib/format';
import { t } from '@/lib/strings';
import { Button, buttonClass } from '@/ui/Button';
import { Scene } from './Scene';
import s from './waiting.module.css';

/** The line that turns green the moment data arrives. */
export function Waiting({ first, onLeave }: { first: Execution | undefined; onLeave: () => void }) {
  const words = t.firstRun;
  return (
    <section className={cx(s.wait, first && s.arrived)} aria-live="polite">
      <Scene />
      <div className={s.hear}>
        <i className={s.pulse} />
        <strong>{first ? words.arrived : words.listening}</strong>
        {first ? (
          <p>
            <b>{first.name}</b>
            {words.arrivedFrom(first.service, clockMillis(first.startTime))}
          </p>
        ) : (
          <p>{words.listeningNote}</p>
        )}
        {first && (
          <p className={s.actions}>
            <Link
              to="/executions/$executionId"
              params={{ executionId: first.executionId }}
              className={buttonClass({ look: 'primary' })}
            >
              {words.open}
            </Link>
            <Button onClick={onLeave}>{words.seeAll}</Button>
          </p>
        )}
      </div>
    </section>
  );
}
