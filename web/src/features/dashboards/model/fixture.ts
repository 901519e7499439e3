// Cards and answers for tests.
import type { Answer, ChartCard, Group, MetricQuery } from '../api/types';

export const chart = (
  part: Partial<ChartCard> = {},
  query: Partial<MetricQuery> = {},
): ChartCard => ({
  id: 'a',
  type: 'bar',
  title: 'Tickets',
  color: 'workflow',
  layout: { x: 0, y: 0, w: 3, h: 4 },
  ...part,
  query: { event: 'ticket_resolved', aggregation: 'count', interval: 'day', ...query },
});

const DAYS = ['2026-11-19T00:00:00Z', '2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z'];

export const points = (...values: (number | null)[]) =>
  values.map((value, index) => ({ start: DAYS[index] ?? '', value }));

export const group = (key: string | null, value: number, part: Partial<Group> = {}): Group => ({
  key,
  value,
  series: [],
  ...part,
});

export const answer = (part: Partial<Answer> = {}): Answer => ({
  value: 6,
  series: points(1, 2, 3),
  groups: [],
  source: 'rollup',
  exact: true,
  skipped: 0,
  complete: true,
  searchedTo: null,
  from: '2026-11-19T00:00:00Z',
  to: '2026-11-21T09:00:00Z',
  ...part,
});
