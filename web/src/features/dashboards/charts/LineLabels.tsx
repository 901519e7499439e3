import { apart } from '@/ui/chart/path';
import type { ChartSeries } from '../model/series';
import { type Area, cut } from './area';
import s from './charts.module.css';

interface LineLabelsProps {
  series: readonly ChartSeries[];
  /** What stands at each end: a name, the last value. */
  names: readonly string[];
  area: Area;
  width: number;
  x: (index: number) => number;
  title: (value: number) => string;
}

const HEIGHT = 14;

/** Names at the ends of lines, instead of a legend; as many as there is room for, the highest first. */
export function LineLabels({ series, names, area, width, x, title }: LineLabelsProps) {
  const ends = series.flatMap((each, at) => {
    const index = each.values.findLastIndex((value) => value !== null);
    const value = each.values[index];
    if (value === null || value === undefined) return [];
    return [{ ...each, index, value, name: names[at] ?? '' }];
  });
  const most = Math.max(1, Math.floor(area.floor / HEIGHT));
  const kept = ends.sort((a, b) => b.value - a.value).slice(0, most);
  const heights = apart(
    kept.map(({ value }) => area.y(value)),
    HEIGHT,
    area.floor - 2,
  );
  return kept.map(({ id, color, index, value, name, label }, order) => {
    const place = x(index);
    return (
      <g key={id}>
        <circle cx={place} cy={area.y(value)} r="2.5" fill={color} />
        <text className={s.name} x={area.right + 5} y={(heights[order] ?? 0) + 4}>
          {cut(name, width - area.right - 6)}
          <title>{`${label} ${title(value)}`}</title>
        </text>
      </g>
    );
  });
}
