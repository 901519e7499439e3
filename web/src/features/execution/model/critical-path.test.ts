import { describe, expect, it } from 'vitest';
import { criticalPath } from './critical-path';
import { chain, siblings, trace } from './fixture';
import type { Trace } from './trace';

const path = (of: Trace) => {
  const { from, to } = criticalPath(of);
  return of.nodes.flatMap((node, i) =>
    Number.isNaN(from[i]) ? [] : [[node.name, from[i], to[i]]],
  );
};

describe('the critical path', () => {
  it('goes backwards through the children that ended last', () => {
    const tree = trace(
      [0, 'root', 0, 100],
      [1, 'first', 0, 40],
      [2, 'inner', 10, 20],
      [1, 'beside', 5, 20],
      [1, 'second', 45, 50],
    );
    expect(path(tree)).toEqual([
      ['root', 0, 100],
      ['first', 0, 40],
      ['inner', 10, 30],
      ['second', 45, 95],
    ]);
  });

  it('takes the longer of two that run together', () => {
    const tree = trace([0, 'root', 0, 50], [1, 'short', 0, 30], [1, 'long', 0, 48]);
    expect(path(tree).map(([name]) => name)).toEqual(['root', 'long']);
  });

  it('leaves out what went on after its parent', () => {
    const tree = trace([0, 'root', 0, 50], [1, 'late', 20, 90], [1, 'in time', 0, 20]);
    expect(path(tree).map(([name]) => name)).toEqual(['root', 'in time']);
  });

  it('starts from the root that ends last, and is empty for nothing', () => {
    const two = trace([0, 'a', 0, 10], [0, 'b', 5, 20]);
    expect(path(two)).toEqual([['b', 5, 25]]);
    expect(path(trace())).toEqual([]);
  });

  it('reaches the bottom of 10,000 levels and the first of 10,000 siblings', () => {
    expect(path(chain(10_000))).toHaveLength(10_000);
    expect(path(siblings(10_000))).toHaveLength(10_000);
  });
});
