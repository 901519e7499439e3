import { useMemo, useState } from 'react';
import { cx } from '@/lib/cx';
import { t } from '@/lib/strings';
import { CopyButton } from '@/ui/CopyButton';
import { paint } from './model/paint';
import { type Step, steps, type Target, WAYS, type WayId } from './model/ways';
import s from './ways.module.css';

/** The ways to send, one behind each tab. */
export function Ways({ target: { address, key } }: { target: Target }) {
  const [way, setWay] = useState<WayId>('python');
  const list = useMemo(() => steps(way, { address, key }), [way, address, key]);
  return (
    <>
      <div role="tablist" aria-label={t.firstRun.waysLabel} className={s.ways}>
        {WAYS.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            aria-selected={each === way}
            onClick={() => setWay(each)}
          >
            {t.firstRun.ways[each].name}
            <small>{t.firstRun.ways[each].note}</small>
          </button>
        ))}
      </div>
      <ol className={s.steps}>
        {list.map((step) => (
          <StepItem key={step.title} step={step} marked={key ? [address, key] : [address]} />
        ))}
      </ol>
    </>
  );
}

function StepItem({ step, marked }: { step: Step; marked: string[] }) {
  return (
    <li>
      <h3>
        {step.title}
        {step.hint && (
          <span>
            {' · '}
            <span className={cx(step.isCommand && 'mono')}>{step.hint}</span>
          </span>
        )}
      </h3>
      <div className={s.snippet}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre tabIndex={0}>
          {paint(step.code, marked).map(({ text, paint: look }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
            <span key={index} className={s[look]}>
              {text}
            </span>
          ))}
        </pre>
        <CopyButton
          worded
          className={s.copy}
          text={step.code}
          label={t.firstRun.copyStep(step.title)}
        />
      </div>
    </li>
  );
}
