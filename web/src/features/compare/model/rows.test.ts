import { describe, expect, it } from 'vitest';
import { nodes } from './fixture';
import { countChanges, nextDifference, shownRows } from './rows';
import { diffTrees } from './tree-diff';

const rows = diffTrees(
  nodes([0, 'root'], [1, 'a'], [2, 'a1'], [1, 'b'], [1, 'c'], [2, 'c1'], [1, 'd']),
  nodes([0, 'root'], [1, 'a'], [2, 'a1'], [1, 'b'], [1, 'c'], [2, 'c2', { type: 'x' }], [1, 'd']),
);

describe('the rows of a comparison', () => {
  it('fold what is the same on both sides', () => {
    const shown = shownRows(rows, true);
    expect(shown.map(({ row, folded }) => `${(row.left ?? row.right)?.name} ${folded}`)).toEqual([
      'root 0',
      'a 3',
      'c 0',
      'c1 0',
      'c2 0',
      'd 1',
    ]);
    expect(shownRows(rows, false)).toHaveLength(rows.length);
  });

  it('are counted', () => {
    expect(countChanges(rows)).toEqual({ added: 1, removed: 1, changed: 0, same: 6 });
  });

  it('lead to the next difference, round the end', () => {
    const shown = shownRows(rows, false);
    expect(nextDifference(shown, -1, 1)).toBe(5);
    expect(nextDifference(shown, 5, 1)).toBe(6);
    expect(nextDifference(shown, 6, 1)).toBe(5);
    expect(nextDifference(shown, 5, -1)).toBe(6);
    expect(nextDifference(shownRows(rows.slice(0, 1), false), 0, 1)).toBe(-1);
    expect(nextDifference([], -1, 1)).toBe(-1);
  });
});
