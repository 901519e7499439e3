import { describe, expect, it } from 'vitest';
import { compared, isMoreBetter, shortText, shown, valueText } from './figure';
import { chart } from './fixture';

const avg = (property: string, unit?: string) => chart({ unit }, { aggregation: 'avg', property });
const rate = (property: string, value: boolean) =>
  chart({}, { aggregation: 'rate', match: { property, value } });

describe('a value', () => {
  it('has its unit behind it, a currency before it', () => {
    expect(valueText(chart({ unit: 'R$' }), 4510)).toBe('R$ 4,510');
    expect(valueText(chart({ unit: '€' }), 12)).toBe('€12');
    expect(valueText(avg('duration', 'min'), 6.44)).toBe('6.44 min');
    expect(valueText(rate('answered', true), 82.42)).toBe('82.4 %');
  });

  it('of what Farol knows has the unit that it has there', () => {
    const p95 = chart({}, { dataset: 'executions', aggregation: 'p95', property: 'durationMs' });
    expect(valueText(p95, 2910)).toBe('2.91 s');
    const cost = chart({}, { dataset: 'spans', aggregation: 'sum', property: 'cost' });
    expect(valueText(cost, 12.5)).toBe('$12.5');
    const count = chart({}, { dataset: 'executions', aggregation: 'count' });
    expect(valueText(count, 7)).toBe('7');
  });

  it('that is not there is a dash, and nothing is zero', () => {
    expect(shown(chart(), null).value).toBe('–');
    expect(shown(chart(), 0).value).toBe('0');
  });

  it('is shortened only where it is very large, or on an axis', () => {
    expect(valueText(chart(), 1_234_567)).toBe('1,234,567');
    expect(valueText(chart(), 12_345_678_901)).toBe('12.35B');
    expect(shortText(chart(), 8000)).toBe('8k');
    expect(shortText(chart(), 0.25)).toBe('0.25');
  });
});

describe('a change', () => {
  it('is in percent for counts, in points for rates, in its own unit for averages', () => {
    expect(compared(chart(), 1699, 1512)?.text).toBe('+12.4 %');
    expect(compared(rate('answered', true), 82.4, 85.5)?.text).toBe('−3.10 pp');
    expect(compared(avg('duration', 'min'), 6.4, 7.2)?.text).toBe('−0.8 min');
    expect(compared(avg('duration', 'min'), 6.4869, 6.4721)?.text).toBe('+0.01 min');
    expect(compared(avg('duration', 'min'), 6.4731, 6.4721)?.text).toBe('±0 min');
  });

  it('is not said where there was nothing to compare with', () => {
    expect(compared(chart(), 5, 0)).toBeNull();
    expect(compared(chart(), 5, null)).toBeNull();
  });

  it('is good or bad only where its names say so', () => {
    expect(compared(chart(), 2, 1)?.verdict).toBe('good');
    expect(compared(avg('duration'), 2, 1)?.verdict).toBe('bad');
    expect(compared(rate('answered', true), 2, 1)?.verdict).toBe('good');
    expect(compared(rate('answered', false), 2, 1)?.verdict).toBe('bad');
    expect(compared(rate('failed', true), 2, 1)?.verdict).toBe('bad');
    expect(compared(avg('score'), 2, 1)?.verdict).toBeNull();
    expect(compared(chart(), 1, 1)?.verdict).toBeNull();
  });

  it('does not take customers for costs', () => {
    const served = chart({}, { aggregation: 'distinct_count', property: 'customer' });
    expect(isMoreBetter(served)).toBe(true);
  });
});
