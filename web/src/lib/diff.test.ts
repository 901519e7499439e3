import { describe, expect, it } from 'vitest';
import { matches } from './diff';

const found = (left: string, right: string, most?: number) =>
  matches([...left], [...right], most)
    .map(([x, y]) => {
      expect(left[x]).toBe(right[y]);
      return left[x];
    })
    .join('');

/** The length of the longest common subsequence, by the book. */
function longest(left: string, right: string): number {
  let row = new Array<number>(right.length + 1).fill(0);
  for (const a of left) {
    const next = [0];
    for (let y = 0; y < right.length; y += 1)
      next.push(a === right[y] ? row[y] + 1 : Math.max(row[y + 1], next[y]));
    row = next;
  }
  return row[right.length];
}

describe('what two lists have in common', () => {
  it.each([
    ['', '', ''],
    ['abc', '', ''],
    ['abc', 'abc', 'abc'],
    ['abc', 'axc', 'ac'],
    ['abc', 'abxc', 'abc'],
    ['abcabba', 'cbabac', 4],
    ['kitten', 'sitting', 'ittn'],
  ])('of %j and %j', (left, right, common) => {
    const text = found(left, right);
    if (typeof common === 'number') expect(text).toHaveLength(common);
    else expect(text).toBe(common);
  });

  it('is the longest there can be, in rising order', () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 16807) % 2147483647;
      return seed % below;
    };
    const word = () => Array.from({ length: random(24) }, () => 'abcd'[random(4)]).join('');
    for (let turn = 0; turn < 300; turn += 1) {
      const [left, right] = [word(), word()];
      const pairs = matches([...left], [...right]);
      expect(found(left, right), `${left} ${right}`).toHaveLength(longest(left, right));
      pairs.slice(1).forEach(([x, y], index) => {
        expect(x).toBeGreaterThan(pairs[index][0]);
        expect(y).toBeGreaterThan(pairs[index][1]);
      });
    }
  });

  it('beyond its patience it is found in passing', () => {
    expect(found('abcdefgh', 'xbxdxfxh', 2)).toBe('bdfh');
    const left = Array.from({ length: 20_000 }, (_, index) => `l${index % 5_000}`);
    const right = Array.from({ length: 20_000 }, (_, index) => `l${(index * 7) % 9_000}`);
    expect(matches(left, right).length).toBeGreaterThan(0);
  });
});
