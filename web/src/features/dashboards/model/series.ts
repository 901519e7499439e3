// An answer as what a chart draws: one series for each group, or one for all.
import { t } from '@/lib/strings';
import type { Answer, ChartCard, Group, Point } from '../api/types';
import { cssColor, turnColor } from './colors';

export interface ChartSeries {
  /** Its place among the others: names may be anything. */
  id: string;
  label: string;
  color: string;
  /** The group it stands for; none where the chart has no groups. */
  group: Group | null;
  total: number | null;
  /** One for each bucket; null where there is nothing to say. */
  values: (number | null)[];
}

export function chartSeries(card: ChartCard, answer: Answer): ChartSeries[] {
  const whole = answer.series.map(({ value }) => value);
  if (!card.query.groupBy) {
    const color = cssColor(card.color);
    return [{ id: '0', label: card.title, color, group: null, total: answer.value, values: whole }];
  }
  return answer.groups.map((group, index) => ({
    id: String(index),
    label: groupLabel(group),
    color: groupColor(card, group, index),
    group,
    total: group.value,
    values: aligned(answer.series, group.series),
  }));
}

/** Values of a group on the buckets of the whole. */
function aligned(buckets: readonly Point[], series: readonly Point[]): (number | null)[] {
  const values = new Map(series.map(({ start, value }) => [start, value]));
  return buckets.map(({ start }) => values.get(start) ?? null);
}

export function groupLabel({ key, other }: Group): string {
  if (other) return t.dashboards.other;
  if (key === null) return t.dashboards.without;
  return key === '' ? t.dashboards.emptyText : key;
}

/** Grey for the rest; else what the person chose, or the next colour in turn. */
export function groupColor(card: ChartCard, { key, other }: Group, index: number): string {
  const own = card.colors ?? {};
  if (!other && Object.hasOwn(own, key ?? '')) return cssColor(own[key ?? '']);
  return other ? cssColor('span') : cssColor(turnColor(card.color, index));
}

/** Parts that make up a whole can stand on each other; averages and medians cannot. */
export const isAdditive = ({ query }: ChartCard) =>
  query.aggregation === 'count' || query.aggregation === 'sum';

/** Whether there is anything to draw. */
export function hasFigures({ value, series, groups }: Answer): boolean {
  const some = (points: readonly Point[]) => points.some((point) => !!point.value);
  return !!value || some(series) || groups.some((group) => !!group.value || some(group.series));
}
