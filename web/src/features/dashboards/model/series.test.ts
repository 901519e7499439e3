import { describe, expect, it } from 'vitest';
import { t } from '@/lib/strings';
import { answer, chart, group, points } from './fixture';
import { chartSeries, hasFigures, isAdditive } from './series';

describe('an answer as series', () => {
  it('is one where there are no groups', () => {
    const [only, ...others] = chartSeries(chart(), answer());
    expect(others).toEqual([]);
    expect(only).toMatchObject({ label: 'Tickets', values: [1, 2, 3], color: 'var(--workflow)' });
  });

  it('puts groups on the buckets of the whole, with gaps where they say nothing', () => {
    const groups = [
      group('pix', 3, { series: points(1, 2).reverse() }),
      group('card', 3, { series: points(null, null, 3) }),
    ];
    const series = chartSeries(chart({}, { groupBy: 'method' }), answer({ groups }));
    expect(series.map(({ values }) => values)).toEqual([
      [1, 2, null],
      [null, null, 3],
    ]);
  });

  it('names groups without a value, with an empty one, and the rest', () => {
    const groups = [group(null, 1), group('', 1), group('other', 1, { other: true })];
    const labels = chartSeries(chart({}, { groupBy: 'x' }), answer({ groups })).map(
      ({ label }) => label,
    );
    expect(labels).toEqual([t.dashboards.without, t.dashboards.emptyText, t.dashboards.other]);
  });

  it('colours the rest grey, chosen groups as chosen, the others in turn', () => {
    const groups = [group('a', 3), group('b', 2), group('c', 1), group('x', 1, { other: true })];
    const card = chart({ colors: { b: '#ff0000' } }, { groupBy: 'x' });
    const colors = chartSeries(card, answer({ groups })).map(({ color }) => color);
    expect(colors).toEqual(['var(--workflow)', '#ff0000', 'var(--llm)', 'var(--span)']);
  });

  it('takes no colour from what every object has', () => {
    const groups = [group('constructor', 1), group('__proto__', 1), group('toString', 1)];
    const colors = chartSeries(chart({ colors: {} }, { groupBy: 'x' }), answer({ groups }));
    expect(colors.every(({ color }) => /^var\(--\w+\)$/.test(color))).toBe(true);
  });
});

describe('what can be drawn', () => {
  it('is nothing where all figures are nothing', () => {
    expect(hasFigures(answer({ value: 0, series: points(0, null, 0) }))).toBe(false);
    expect(hasFigures(answer({ value: null, series: [], groups: [group('a', 0)] }))).toBe(false);
    expect(hasFigures(answer({ value: 0, series: points(-1, 1) }))).toBe(true);
  });

  it('stands on each other only where parts make up a whole', () => {
    expect(isAdditive(chart({}, { aggregation: 'sum' }))).toBe(true);
    expect(isAdditive(chart({}, { aggregation: 'avg' }))).toBe(false);
    expect(isAdditive(chart({}, { aggregation: 'distinct_count' }))).toBe(false);
  });
});
