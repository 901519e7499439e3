import { describe, expect, it } from 'vitest';
import type { ChartBucket } from './buckets';
import { answer, chart, group, points } from './fixture';
import { chartRows, isAlone, stackEnds } from './rows';
import { chartSeries } from './series';

const buckets = (...parts: boolean[]): ChartBucket[] =>
  parts.map((isPart, index) => ({ start: index * 10, end: index * 10 + 10, name: '', isPart }));

const rows = (parts: boolean[], ...values: (number | null)[]) =>
  chartRows(buckets(...parts), chartSeries(chart(), answer({ series: points(...values) })));

describe('rows of a chart', () => {
  it('draw the unfinished bucket dashed, from the one before it', () => {
    const found = rows([false, false, true], 1, 2, 3);
    expect(found.map(({ solid }) => solid[0])).toEqual([1, 2, null]);
    expect(found.map(({ dashed }) => dashed[0])).toEqual([null, 2, 3]);
  });

  it('leave a gap where there is no value: it is not zero', () => {
    const found = rows([false, false, false], 1, null, 3);
    expect(found.map(({ values }) => values[0])).toEqual([1, null, 3]);
    expect([0, 1, 2].map((index) => isAlone(found, index, 0))).toEqual([true, false, true]);
  });

  it('say how high and how deep stacks are', () => {
    const groups = [
      group('a', 1, { series: points(4, -1) }),
      group('b', 1, { series: points(2, -2) }),
    ];
    const series = chartSeries(chart({}, { groupBy: 'x' }), answer({ groups }));
    const ends = stackEnds(chartRows(buckets(false, false, false), series));
    expect([Math.max(...ends), Math.min(...ends)]).toEqual([6, -3]);
  });
});
