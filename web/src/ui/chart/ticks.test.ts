import { describe, expect, it } from 'vitest';
import { valueTicks } from './ticks';

describe('marks of values', () => {
  it('are round and reach over the largest', () => {
    expect(valueTicks(11.3, 3)).toEqual([0, 5, 10, 15]);
    expect(valueTicks(232, 3)).toEqual([0, 100, 200, 300]);
    expect(valueTicks(0.3, 3)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(valueTicks(1, 3)).toEqual([0, 0.5, 1]);
  });

  it('are there where there is nothing', () => {
    expect(valueTicks(0, 3)).toEqual([0, 1]);
  });
});
