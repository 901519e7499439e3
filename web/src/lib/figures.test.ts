import { describe, expect, it } from 'vitest';
import { amountFigure, change, changeInPoints, durationFigure, money, rateText } from './figures';

describe('figures', () => {
  it('stand apart from their unit', () => {
    expect(durationFigure(1840)).toEqual({ value: '1.84', unit: 's' });
    expect(durationFigure(65_000)).toEqual({ value: '1 m 05 s', unit: '' });
    expect(durationFigure(null)).toEqual({ value: '–', unit: '' });
    expect(amountFigure(66_300_000)).toEqual({ value: '66.3', unit: 'M' });
    expect(amountFigure(999_960)).toEqual({ value: '1.0', unit: 'M' });
    expect(amountFigure(9_999)).toEqual({ value: '9,999', unit: '' });
    expect(amountFigure(12_000)).toEqual({ value: '12.0', unit: 'k' });
  });

  it('have the digits that matter', () => {
    expect([0, 2.324, 16.44].map(rateText)).toEqual(['0', '2.32', '16.4']);
    expect([0, 151.584, 1234.5, 0.00123].map(money)).toEqual([
      '$0',
      '$151.58',
      '$1,234.50',
      '$0.0012',
    ]);
  });
});

describe('change', () => {
  it('is told in percent of what was', () => {
    expect(change(110, 100)).toEqual({ text: '+10.0 %', direction: 1 });
    expect(change(90, 100)).toEqual({ text: '−10.0 %', direction: -1 });
    expect(change(100.01, 100)).toEqual({ text: '±0 %', direction: 0 });
    expect(change(5_000, 100)?.text).toBe('+4,900 %');
  });

  it('needs something to compare with', () => {
    expect(change(5, 0)).toBeNull();
    expect(change(null, 5)).toBeNull();
    expect(changeInPoints(null, 1)).toBeNull();
  });

  it('of a share is told in points', () => {
    expect(changeInPoints(2.32, 1.62)).toEqual({ text: '+0.70 pp', direction: 1 });
  });
});
