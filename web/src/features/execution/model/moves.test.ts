import { describe, expect, it } from 'vitest';
import { trace } from './fixture';
import { move } from './moves';
import { sequence, visibleRows } from './rows';

const tree = trace([0, 'root', 0, 9], [1, 'a', 0, 4], [2, 'a1', 0, 1], [1, 'b', 5, 4]);

function press(key: string, cursor: number, ...closedNames: string[]) {
  const closed = new Set(
    tree.nodes.filter((node) => closedNames.includes(node.name)).map((node) => node.spanId),
  );
  const rows = visibleRows(tree, sequence(tree, 'start'), closed, null);
  const rowOf = new Int32Array(tree.nodes.length).fill(-1);
  rows.forEach((index, row) => {
    rowOf[index] = row;
  });
  return move(key, { trace: tree, rows, rowOf, closed, cursor, page: 2 });
}

const go = (index: number) => ({ kind: 'go', index });

describe('keys in the tree', () => {
  it('go up and down among the rows shown', () => {
    expect(press('ArrowDown', 0)).toEqual(go(1));
    expect(press('ArrowDown', 1, 'a')).toEqual(go(3));
    expect(press('ArrowUp', 3)).toEqual(go(2));
    expect(press('ArrowDown', 3)).toBeNull();
    expect(press('ArrowDown', -1)).toEqual(go(0));
  });

  it('go to the ends and by pages', () => {
    expect(press('End', 0)).toEqual(go(3));
    expect(press('Home', 3)).toEqual(go(0));
    expect(press('PageDown', 0)).toEqual(go(2));
    expect(press('PageUp', 3)).toEqual(go(1));
  });

  it('open and close branches, then go in and out', () => {
    expect(press('ArrowRight', 1, 'a')).toEqual({ kind: 'toggle', index: 1 });
    expect(press('ArrowRight', 1)).toEqual(go(2));
    expect(press('ArrowRight', 2)).toBeNull();
    expect(press('ArrowLeft', 1)).toEqual({ kind: 'toggle', index: 1 });
    expect(press('ArrowLeft', 2)).toEqual(go(1));
    expect(press('ArrowLeft', 0, 'root')).toBeNull();
  });
});
