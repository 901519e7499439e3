import { t } from '@/lib/strings';
import { hasFigures } from '../model/series';
import { source } from '../model/subtitle';
import { BarCard } from './BarCard';
import { ChartTable } from './ChartTable';
import type { ChartProps } from './chart-props';
import s from './charts.module.css';
import { LineCard } from './LineCard';
import { NumberCard } from './NumberCard';
import { PieCard } from './PieCard';
import { RateCard } from './RateCard';

const BODIES = { number: NumberCard, rate: RateCard, line: LineCard, bar: BarCard, pie: PieCard };

/** What a card draws of its figures, in the size of the element around it. */
export function CardBody(props: ChartProps) {
  const { card, answer } = props;
  const isChart = card.type === 'line' || card.type === 'bar' || card.type === 'pie';
  // A number of nothing is a number; a chart of nothing is empty.
  if (isChart && !hasFigures(answer)) {
    return <p className={s.nothing}>{t.dashboards.card.none(source(card))}</p>;
  }
  const Body = BODIES[card.type];
  return (
    <>
      <Body {...props} />
      {isChart && <ChartTable card={card} answer={answer} />}
    </>
  );
}
