import { Sparkline } from '@/ui/chart/Sparkline';
import { cssColor } from '../model/colors';
import { BigFigure } from './BigFigure';
import type { ChartProps } from './chart-props';
import s from './charts.module.css';

/** One number, how it changed, and its course without an axis. */
export function NumberCard({ card, answer, onOpen }: ChartProps) {
  const values = answer.series.map(({ value }) => value);
  return (
    <div className={s.number}>
      <BigFigure card={card} answer={answer} onOpen={onOpen} />
      {values.length > 1 && <Sparkline values={values} color={cssColor(card.color)} />}
    </div>
  );
}
