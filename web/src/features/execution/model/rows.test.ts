import { describe, expect, it } from 'vitest';
import { chain, names, siblings, trace } from './fixture';
import {
  closedAtLevel,
  deepest,
  errorsBelow,
  keepTypes,
  reveal,
  sequence,
  visibleRows,
} from './rows';

const tree = trace(
  [0, 'root', 0, 100],
  [1, 'b', 0, 10],
  [2, 'b1', 0, 5, { type: 'llm_call' }],
  [1, 'a', 20, 40],
  [2, 'a10', 20, 5],
  [2, 'a9', 30, 20, { type: 'tool_call' }],
  [0, 'other root', 50, 1],
);
const none = new Set<string>();
const shown = (closed: ReadonlySet<string>, keep: Uint8Array | null = null) =>
  names(tree, visibleRows(tree, sequence(tree, 'start'), closed, keep));

describe('the order of rows', () => {
  it('is that of the server by start', () => {
    expect([...sequence(tree, 'start')]).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('sorts siblings and keeps subtrees together', () => {
    expect(names(tree, sequence(tree, 'duration'))).toEqual([
      'root',
      'a',
      'a9',
      'a10',
      'b',
      'b1',
      'other root',
    ]);
    expect(names(tree, sequence(tree, 'name'))).toEqual([
      'other root',
      'root',
      'a',
      'a9',
      'a10',
      'b',
      'b1',
    ]);
  });
});

describe('the rows shown', () => {
  it('leave out what stands below closed branches', () => {
    expect(shown(new Set(['span-1']))).toEqual(['root', 'b', 'a', 'a10', 'a9', 'other root']);
    expect(shown(new Set(['span-0']))).toEqual(['root', 'other root']);
  });

  it('keep the wanted types and the way to them', () => {
    const keep = keepTypes(tree, new Set(['tool_call']));
    expect(shown(none, keep)).toEqual(['root', 'a', 'a9']);
    expect([...(keep ?? [])]).toEqual([1, 0, 0, 1, 0, 2, 0]);
    expect(keepTypes(tree, none)).toBeNull();
  });

  it('close by level', () => {
    expect(shown(closedAtLevel(tree, 1))).toEqual(['root', 'other root']);
    expect(shown(closedAtLevel(tree, 2))).toEqual(['root', 'b', 'a', 'other root']);
    expect(closedAtLevel(tree, null).size).toBe(0);
    expect(deepest(tree)).toBe(2);
  });

  it('open the way to a node, and only that', () => {
    const closed = closedAtLevel(tree, 1);
    expect([...reveal(tree, closed, 2)]).toEqual(['span-3']);
    const two = closedAtLevel(tree, 2);
    expect([...reveal(tree, two, 5)]).toEqual(['span-1']);
    expect(reveal(tree, two, 0)).toBe(two);
  });
});

describe('large traces', () => {
  it('may be 10,000 deep', () => {
    const deep = chain(10_000);
    expect(visibleRows(deep, sequence(deep, 'duration'), none, null)).toHaveLength(10_000);
    expect(closedAtLevel(deep, 3).size).toBe(9_997);
    expect(reveal(deep, closedAtLevel(deep, 1), 9_999).size).toBe(0);
  });

  it('may have 10,000 siblings', () => {
    const wide = siblings(10_000);
    const rows = visibleRows(wide, sequence(wide, 'name'), none, null);
    expect(names(wide, rows.slice(0, 4))).toEqual(['root', 'step 0', 'step 1', 'step 2']);
  });
});

describe('sorting by type', () => {
  it('brings siblings of a type together, in the order of start', () => {
    const mixed = trace(
      [0, 'root', 0, 9],
      [1, 'tool 1', 1, 1, { type: 'tool_call' }],
      [1, 'llm 1', 2, 1, { type: 'llm_call' }],
      [1, 'tool 2', 3, 1, { type: 'tool_call' }],
      [1, 'llm 2', 4, 1, { type: 'llm_call' }],
    );
    expect(names(mixed, sequence(mixed, 'type'))).toEqual([
      'root',
      'llm 1',
      'llm 2',
      'tool 1',
      'tool 2',
    ]);
  });
});

describe('errors below', () => {
  it('counts all descendants, not the span itself', () => {
    const failing = trace(
      [0, 'root', 0, 9, { status: 'error' }],
      [1, 'a', 1, 5],
      [2, 'a1', 1, 1, { status: 'error' }],
      [2, 'a2', 2, 1, { status: 'error' }],
      [1, 'b', 7, 1],
    );
    expect([...errorsBelow(failing)]).toEqual([2, 2, 0, 0, 0]);
    expect(errorsBelow(chain(10_000))[0]).toBe(0);
  });
});
