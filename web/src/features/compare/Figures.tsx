import type { ReactNode } from 'react';
import type { Execution } from '@/api/types';
import { cx } from '@/lib/cx';
import { cost, count, duration, percent } from '@/lib/format';
import { t } from '@/lib/strings';
import { StatusTag } from '@/ui/Tag';
import s from './compare.module.css';
import { delta } from './model/differences';

const words = t.compare;

interface FiguresProps {
  left: Execution;
  right: Execution;
}

/** What can be said in numbers, left, right, and the difference. */
export function Figures({ left, right }: FiguresProps) {
  const models = (of: Execution) => of.models.join(', ') || '–';
  const cents = (value: number | null) => cost(value, 4);
  return (
    <dl className={s.figures} aria-label={words.figures}>
      <Figure name={words.status} isSame={left.status === right.status}>
        <StatusTag status={left.status} />
        <Arrow />
        <StatusTag status={right.status} />
      </Figure>
      <Amount
        name={words.duration}
        left={left.durationMs}
        right={right.durationMs}
        show={duration}
      />
      <Amount name={words.spans} left={left.spanCount} right={right.spanCount} isNeutral />
      <Amount name={words.errors} left={left.errorCount} right={right.errorCount} />
      <Amount name={words.inputTokens} left={left.inputTokens} right={right.inputTokens} />
      <Amount name={words.outputTokens} left={left.outputTokens} right={right.outputTokens} />
      <Amount name={words.cost} left={left.cost} right={right.cost} show={cents} />
      <Figure name={words.model} isSame={models(left) === models(right)}>
        <span className="clip" title={models(left)}>
          {models(left)}
        </span>
        {models(left) !== models(right) && (
          <>
            <Arrow />
            <span className="clip" title={models(right)}>
              {models(right)}
            </span>
          </>
        )}
      </Figure>
    </dl>
  );
}

const Arrow = () => <span className="faint">→</span>;

interface FigureProps {
  name: string;
  isSame: boolean;
  /** What the right has more. */
  more?: ReactNode;
  children: ReactNode;
}

const Figure = ({ name, isSame, more, children }: FigureProps) => (
  <div>
    <dt>{name}</dt>
    <dd className="num">{children}</dd>
    <dd className={cx('num', s.more)}>
      {isSame ? <span className="faint">{words.noChange}</span> : more}
    </dd>
  </div>
);

interface AmountProps {
  name: string;
  left: number | null;
  right: number | null;
  show?: (value: number | null) => string;
  /** More is neither better nor worse. */
  isNeutral?: boolean;
}

/** More is worse, unless it is neutral. */
function Amount({ name, left, right, show = showCount, isNeutral }: AmountProps) {
  const found = delta(left, right);
  const tone = isNeutral || !found ? undefined : found.by > 0 ? s.worse : s.better;
  return (
    <Figure
      name={name}
      isSame={left === right}
      more={
        found && (
          <span className={tone}>
            {found.by > 0 ? '+' : '−'}
            {show(Math.abs(found.by))}
            {found.share !== null &&
              ` (${found.by > 0 ? '+' : '−'}${percent(Math.abs(found.share))})`}
          </span>
        )
      }
    >
      {show(left)}
      <Arrow />
      {show(right)}
    </Figure>
  );
}

const showCount = (value: number | null) => (value === null ? '–' : count(value));
