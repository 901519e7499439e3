import { Check, X } from 'lucide-react';
import type { CSSProperties } from 'react';
import type { ScoreValue as Value } from '@/api/scores';
import { t } from '@/lib/strings';
import { scoreNumber, shareOf } from './model/value';
import s from './scores.module.css';

interface ScoreValueProps {
  value: Value;
  /** What a number is called. */
  label?: string | null;
}

/** A number with a thin bar where it lies between 0 and 1, a tick or a cross, or a label. */
export function ScoreValue({ value, label }: ScoreValueProps) {
  if (typeof value === 'boolean') {
    const Icon = value ? Check : X;
    return (
      <span className={s.value}>
        <Icon className="ico" aria-hidden />
        {t.scores.yesNo[value ? 'true' : 'false']}
      </span>
    );
  }
  if (typeof value === 'string') return <bdi className={s.label}>{value}</bdi>;
  const share = shareOf(value);
  return (
    <span className={s.value}>
      <span className="num" title={String(value)}>
        {scoreNumber(value)}
      </span>
      {share !== null && <ShareBar share={share} />}
      {label && <bdi className={s.called}>{label}</bdi>}
    </span>
  );
}

/** How much of 1 something is: a thin bar, grey, since only people know what is good. */
export const ShareBar = ({ share }: { share: number }) => (
  <i className={s.bar} style={{ '--share': `${share * 100}%` } as CSSProperties} aria-hidden />
);
