import { describe, expect, it } from 'vitest';
import { apart, areaPath, linePath, stretches } from './path';

describe('a line', () => {
  it('breaks where there is no value', () => {
    const place = (index: number, value: number) => [index, value] as const;
    expect(stretches([1, 2, null, 3, null], place)).toEqual([
      [
        [0, 1],
        [1, 2],
      ],
      [[3, 3]],
    ]);
  });

  it('of one point is seen, and has no area', () => {
    expect(linePath([[5, 2]])).toBe('M4.0 2.0h2');
    expect(areaPath([[5, 2]], 10)).toBe('');
  });

  it('closes its area on the floor', () => {
    expect(
      areaPath(
        [
          [0, 1],
          [4, 2],
        ],
        10,
      ),
    ).toBe('M0.0 1.0L4.0 2.0L4.0 10.0L0.0 10.0Z');
  });
});

describe('labels', () => {
  it('move apart and stay above the floor', () => {
    expect(apart([50, 52], 12, 100)).toEqual([50, 62]);
    expect(apart([99, 98], 12, 100)).toEqual([100, 88]);
    expect(apart([10, 80], 12, 100)).toEqual([10, 80]);
  });
});
