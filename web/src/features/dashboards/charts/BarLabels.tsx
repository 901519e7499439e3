import { apart } from '@/ui/chart/path';
import type { Answer, ChartCard } from '../api/types';
import { shortText } from '../model/figure';
import type { ChartRow } from '../model/rows';
import { type ChartSeries, isAdditive } from '../model/series';
import { type Area, cut } from './area';
import s from './charts.module.css';

interface BarLabelsProps {
  card: ChartCard;
  answer: Answer;
  series: readonly ChartSeries[];
  rows: readonly ChartRow[];
  area: Area;
  step: number;
  width: number;
}

const HEIGHT = 13;
const LETTER = 6;

/** What stands over bars, and the names of a stack's parts beside its last. */
export const BarLabels = (props: BarLabelsProps) => (
  <>
    <Totals {...props} />
    {props.card.query.groupBy && <Names {...props} />}
  </>
);

function Totals({ card, answer, series, rows, area, step }: BarLabelsProps) {
  const isAtop = isAdditive(card) || series.length === 1;
  if (!isAtop) return null;
  const texts = rows.map((_, index) => {
    const value = answer.series[index]?.value;
    return value ? shortText(card, value) : '';
  });
  const widest = Math.max(...texts.map((text) => text.length)) * LETTER;
  // All of them, or none: some would look like a choice.
  if (widest > step) return null;
  return rows.map(({ index, values }) => {
    const up = values.reduce<number>((sum, value) => sum + Math.max(0, value ?? 0), 0);
    return (
      <text
        key={index}
        className={s.total}
        x={area.left + (index + 0.5) * step}
        y={area.y(up) - 4}
        textAnchor="middle"
      >
        {texts[index]}
      </text>
    );
  });
}

/** Beside the last bar where the parts are stacked; otherwise a list in the order of the bars. */
function Names({ card, series, rows, area, width }: BarLabelsProps) {
  const last = rows.findLast(({ values }) => values.some((value) => value));
  let sum = 0;
  const wished = series.map((_, at) => {
    const value = Math.max(0, last?.values[at] ?? 0);
    sum += value;
    return isAdditive(card) ? area.y(sum - value / 2) + 4 : area.floor - (at + 0.5) * HEIGHT;
  });
  const most = Math.max(1, Math.floor(area.floor / HEIGHT));
  const heights = apart(wished.slice(0, most), HEIGHT, area.floor);
  return series.slice(0, most).map(({ id, label, color }, at) => (
    <text
      key={id}
      className={s.name}
      x={area.right + 4}
      y={heights[at]}
      style={{ fill: `color-mix(in srgb, ${color} 72%, var(--text))` }}
    >
      {cut(label, width - area.right - 6)}
      <title>{label}</title>
    </text>
  ));
}
