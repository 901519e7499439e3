import { describe, expect, it } from 'vitest';
import { shortNumber, valueScale } from './scale';

describe('an axis of values', () => {
  it('begins at zero', () => {
    expect(valueScale([3, null, 20], 3)).toEqual({ ticks: [0, 10, 20], low: 0, high: 20 });
    expect(valueScale([], 3)).toMatchObject({ low: 0, high: 1 });
  });

  it('reaches below zero where values do', () => {
    expect(valueScale([-3, 4], 3)).toEqual({ ticks: [-5, -2.5, 0, 2.5, 5], low: -5, high: 5 });
    expect(valueScale([-3], 3).high).toBe(0);
  });

  it('writes thousands short', () => {
    expect([0, 0.25, 999, 1000, 1500, -2500, 3e6].map(shortNumber)).toEqual([
      '0',
      '0.25',
      '999',
      '1k',
      '1.5k',
      '-2.5k',
      '3M',
    ]);
  });
});
