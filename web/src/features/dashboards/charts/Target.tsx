import { t } from '@/lib/strings';
import type { ChartCard } from '../api/types';
import { shortText } from '../model/figure';
import type { Area } from './area';
import s from './charts.module.css';

/** The line that the figures should reach, or stay under. */
export function Target({ card, area }: { card: ChartCard; area: Area }) {
  if (card.target === undefined || card.target === null) return null;
  const height = Math.round(area.y(card.target)) + 0.5;
  return (
    <g>
      <line className={s.target} x1={area.left} x2={area.right} y1={height} y2={height} />
      <text className={s.targetText} x={area.right} y={height - 4} textAnchor="end">
        {t.dashboards.chart.target} {shortText(card, card.target)}
      </text>
    </g>
  );
}
