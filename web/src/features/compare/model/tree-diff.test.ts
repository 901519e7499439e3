import { describe, expect, it } from 'vitest';
import { type Line, nodes } from './fixture';
import { diffTrees } from './tree-diff';

const shown = (left: Line[], right: Line[]) =>
  diffTrees(nodes(...left), nodes(...right)).map(({ depth, left: a, right: b, change }) => {
    const mark = { same: '=', changed: '~', added: '+', removed: '-' }[change];
    const name = a && b && a.name !== b.name ? `${a.name}>${b.name}` : (a ?? b)?.name;
    return `${'.'.repeat(depth)}${mark}${name}`;
  });

const tool = { type: 'tool_call' };
const llm = { type: 'llm_call' };

describe('two trees', () => {
  it('that are the same', () => {
    const tree: Line[] = [
      [0, 'root'],
      [1, 'a'],
      [2, 'a1'],
      [1, 'b'],
    ];
    expect(shown(tree, tree)).toEqual(['=root', '.=a', '..=a1', '.=b']);
  });

  it('of which one has more', () => {
    expect(
      shown(
        [
          [0, 'root'],
          [1, 'a'],
          [1, 'c'],
        ],
        [
          [0, 'root'],
          [1, 'a'],
          [1, 'b'],
          [2, 'b1'],
          [1, 'c'],
          [1, 'd'],
        ],
      ),
    ).toEqual(['=root', '.=a', '.+b', '..+b1', '.=c', '.+d']);
  });

  it('of which one lost a branch', () => {
    expect(
      shown(
        [
          [0, 'root'],
          [1, 'a'],
          [2, 'a1'],
          [1, 'b'],
        ],
        [
          [0, 'root'],
          [1, 'b'],
        ],
      ),
    ).toEqual(['=root', '.-a', '..-a1', '.=b']);
  });

  it('in which what ran side by side began in another order', () => {
    expect(
      shown(
        [
          [0, 'root'],
          [1, 'a', tool],
          [1, 'b', tool],
        ],
        [
          [0, 'root'],
          [1, 'b', tool],
          [1, 'a', tool],
        ],
      ),
    ).toEqual(['=root', '.=a', '.=b']);
  });

  it('in which a span of the same type stands in for another', () => {
    expect(
      shown(
        [
          [0, 'root'],
          [1, 'ask', llm],
          [1, 'look up', tool],
          [1, 'say', llm],
        ],
        [
          [0, 'root'],
          [1, 'ask', llm],
          [1, 'search', tool],
          [1, 'say', llm],
        ],
      ),
    ).toEqual(['=root', '.=ask', '.~look up>search', '.=say']);
  });

  it('with repeated calls keep them in order', () => {
    const calls = (count: number): Line[] => [
      [0, 'root'],
      ...Array.from({ length: count }, (): Line => [1, 'call', llm]),
    ];
    expect(shown(calls(2), calls(3))).toEqual(['=root', '.=call', '.=call', '.+call']);
  });

  it('roots stand for each other whatever they are called', () => {
    expect(shown([[0, 'one', llm]], [[0, 'two', tool]])).toEqual(['~one>two']);
    expect(shown([], [[0, 'two']])).toEqual(['+two']);
  });

  it('says in what two spans differ, and what is touched below', () => {
    const rows = diffTrees(
      nodes(
        [0, 'root'],
        [1, 'a'],
        [2, 'call', { ...llm, model: 'small', durationMs: 100 }],
        [1, 'b'],
      ),
      nodes(
        [0, 'root'],
        [1, 'a'],
        [2, 'call', { ...llm, model: 'large', durationMs: 900, status: 'error' }],
        [1, 'b'],
      ),
    );
    expect(rows[2].differs).toEqual(['status', 'model', 'duration']);
    expect(rows.map((row) => row.touched)).toEqual([true, true, true, false]);
    expect(rows.map((row) => row.size)).toEqual([4, 2, 1, 1]);
  });

  it('may be 10,000 deep, or have 10,000 siblings', () => {
    const deep = (more: number): Line[] =>
      Array.from({ length: 10_000 + more }, (_, depth): Line => [depth, `level ${depth}`]);
    expect(diffTrees(nodes(...deep(0)), nodes(...deep(1))).at(-1)?.change).toBe('added');
    const wide = (shift: number): Line[] => [
      [0, 'root'],
      ...Array.from({ length: 10_000 }, (_, index): Line => [1, `call ${index + shift}`]),
    ];
    const rows = diffTrees(nodes(...wide(0)), nodes(...wide(5)));
    expect(rows.filter(({ change }) => change === 'same')).toHaveLength(9_996);
  });
});
