import { describe, expect, it } from 'vitest';
import { answer, chart, group } from './fixture';
import { onRing, ring, sliceLabels, slices } from './pie';
import { chartSeries } from './series';

const parts = (...groups: ReturnType<typeof group>[]) =>
  slices(chartSeries(chart({ type: 'pie' }, { groupBy: 'x' }), answer({ groups })));

describe('a donut', () => {
  it('begins at twelve with the largest, and ends with the rest', () => {
    const found = parts(group('a', 1), group('b', 5), group('other', 4, { other: true }));
    expect(found.map(({ share }) => share)).toEqual([0.5, 0.1, 0.4]);
    expect(found[0]).toMatchObject({ from: 0, to: 0.5 });
    expect(found.at(-1)?.to).toBeCloseTo(1);
  });

  it('has no slice for what is no part of a whole', () => {
    expect(parts(group('a', -3), group('b', 0), group('c', 2))).toHaveLength(1);
    expect(parts()).toEqual([]);
  });

  it('keeps its labels apart and on the card, however many slices there are', () => {
    const many = Array.from({ length: 30 }, (_, index) => group(String(index), 1));
    const size = { width: 360, height: 240 };
    const labels = sliceLabels(parts(...many), ring(size.width, size.height), size);
    expect(labels.length).toBeGreaterThan(4);
    for (const side of [true, false]) {
      const heights = labels
        .filter(({ isRight }) => isRight === side)
        .map(({ y }) => y)
        .sort((a, b) => a - b);
      expect(heights[0]).toBeGreaterThan(0);
      expect(heights.at(-1)).toBeLessThan(size.height);
      heights.slice(1).forEach((y, index) => {
        expect(y - (heights[index] ?? 0)).toBeGreaterThan(20);
      });
    }
    const at = ring(size.width, size.height);
    for (const { x, y } of labels) {
      expect(Math.hypot(x - at.x, y - at.y)).toBeGreaterThan(at.outer);
    }
  });

  it('leaves the smallest slices without words', () => {
    const found = parts(
      group('a', 990),
      ...Array.from({ length: 10 }, (_, i) => group(`b${i}`, 1)),
    );
    const size = { width: 360, height: 240 };
    expect(sliceLabels(found, ring(360, 240), size)).toHaveLength(1);
  });

  it('turns clockwise', () => {
    const at = { x: 0, y: 0, outer: 10, inner: 6 };
    const [x, y] = onRing(at, 0.25, 10);
    expect(x).toBeCloseTo(10);
    expect(y).toBeCloseTo(0);
  });
});
