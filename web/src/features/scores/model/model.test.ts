import { describe, expect, it } from 'vitest';
import { bars, kindOfSummary } from './distribution';
import { scoreScale } from './scale';

const band = (from: number, to: number, count = 1) => ({ from, to, count });
const values = (...bounds: [number, number]) =>
  scoreScale({ min: bounds[0], max: bounds[1] }).ticks.map(({ value }) => value);

describe('the distribution', () => {
  it('has a bar for each band, without the end of the next one', () => {
    const found = bars({ bands: [band(0, 0.5, 3), band(0.5, 1, 4)], labels: [] }, 'number');
    expect(found.map(({ label, count }) => [label, count])).toEqual([
      ['0 to 0.5', 3],
      ['0.5 to 1', 4],
    ]);
    expect(found[0].bounds?.maxScore).toBeLessThan(0.5);
    expect(found[0].bounds?.maxScore).toBeGreaterThan(0.499);
    expect(found[1].bounds).toEqual({ minScore: 0.5, maxScore: 1 });
  });

  it('says yes and no of booleans', () => {
    const found = bars({ bands: [band(0, 0.1, 2), band(0.9, 1, 7)], labels: [] }, 'boolean');
    expect(found.map(({ label, count }) => [label, count])).toEqual([
      ['yes', 7],
      ['no', 2],
    ]);
    const onlyYes = bars({ bands: [band(1, 1, 7)], labels: [] }, 'boolean');
    expect(onlyYes.map(({ count }) => count)).toEqual([7, 0]);
  });

  it('names labels, which lead nowhere', () => {
    const labels = [{ label: '__proto__', count: 2 }];
    const [found] = bars({ bands: [], labels }, 'label');
    expect(found).toMatchObject({ label: '__proto__', count: 2, bounds: null });
  });

  it('tells by its figures what a name is that is not known', () => {
    const labels = [{ label: 'a', count: 1 }];
    expect(kindOfSummary({ bands: [], labels }, undefined)).toBe('label');
    expect(kindOfSummary({ bands: [band(0, 1)], labels }, undefined)).toBe('number');
    expect(kindOfSummary({ bands: [], labels }, 'boolean')).toBe('boolean');
  });
});

describe('the axis', () => {
  it('is from 0 to 1 where all scores are', () =>
    expect(values(0.2, 0.9)).toEqual([0, 0.25, 0.5, 0.75, 1]));
  it('begins at zero', () => expect(values(400, 500)).toEqual([0, 200, 400, 600]));
  it('goes below zero where scores do', () => {
    expect(values(-3, 5)[0]).toBeLessThanOrEqual(-3);
    expect(values(-3, 5).at(-1)).toBeGreaterThanOrEqual(5);
    expect(values(-3, 5)).toContain(0);
    expect(values(-4, -2).at(-1)).toBe(0);
  });
});
