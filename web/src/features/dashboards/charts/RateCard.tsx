import { cssColor } from '../model/colors';
import { BigFigure } from './BigFigure';
import type { ChartProps } from './chart-props';
import s from './charts.module.css';

const within = (value: number) => `${Math.max(0, Math.min(100, value))}%`;

/** A share of all, with a mark where it was before and one where it should be. */
export function RateCard({ card, answer, onOpen }: ChartProps) {
  const was = answer.previous?.value ?? null;
  return (
    <div className={s.rate}>
      <BigFigure card={card} answer={answer} onOpen={onOpen} />
      <div className={s.gauge} aria-hidden>
        {answer.value !== null && (
          <i style={{ width: within(answer.value), background: cssColor(card.color) }} />
        )}
        {card.target !== undefined && <u data-target style={{ left: within(card.target) }} />}
        {was !== null && <u style={{ left: within(was) }} />}
      </div>
      <div className={s.ends} aria-hidden>
        <span>0</span>
        <span>100 %</span>
      </div>
    </div>
  );
}
