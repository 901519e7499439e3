import { describe, expect, it } from 'vitest';
import {
  axisCount,
  briefTime,
  cost,
  duration,
  hoverTime,
  intervalText,
  short,
  shortCost,
} from './format';

describe('duration', () => {
  it.each([
    [0, '0 ms'],
    [0.0004, '1 µs'],
    [0.812, '812 µs'],
    [1.55, '1.6 ms'],
    [96.4, '96 ms'],
    [999.6, '1.00 s'],
    [2910, '2.91 s'],
    [42_800, '42.8 s'],
    [59_990, '1 m 00 s'],
    [65_000, '1 m 05 s'],
    [7_380_000, '2 h 03 m'],
    [270_000_000, '3 d 3 h'],
    [-5, '−5 ms'],
  ])('reads %d ms as %s', (ms, text) => expect(duration(ms)).toBe(text));

  it('has a dash for what still runs', () => expect(duration(null)).toBe('–'));
});

describe('short', () => {
  it.each([
    [999, '999'],
    [18_204, '18.2k'],
    [999_950, '1.0M'],
    [2_500_000_000, '2.5B'],
  ])('shortens %d to %s', (value, text) => expect(short(value)).toBe(text));
});

describe('axisCount', () => {
  it.each([
    [2_500, '2,500'],
    [20_000, '20k'],
    [12_500, '12.5k'],
    [1_000_000, '1M'],
  ])('writes %d as %s', (value, text) => expect(axisCount(value)).toBe(text));
});

describe('shortCost', () => {
  it.each([
    [0.0000225, true, '<$0.0001'],
    [0.00042, true, '~$0.0004'],
    [0.3, false, '$0.300'],
    [null, false, '–'],
  ])('reads %d, estimated: %s, as %s', (value, isEstimated, text) =>
    expect(shortCost(value, isEstimated)).toBe(text),
  );
});

describe('cost', () => {
  it.each([
    [0.0161, '$0.016'],
    [0.00042, '$0.00042'],
    [12.5, '$12.50'],
    [1234, '$1,234'],
    [0, '$0'],
    [null, '–'],
  ])('reads %d as %s', (value, text) => expect(cost(value)).toBe(text));
});

describe('intervalText', () => {
  it.each([
    [30, '30 sec'],
    [900, '15 min'],
    [7_200, '2 hr'],
    [86_400, '1 day'],
    [604_800, '1 wk'],
  ])('reads %d seconds as %s', (seconds, text) => expect(intervalText(seconds)).toBe(text));
});

describe('briefTime', () => {
  const now = new Date('2026-11-21T12:00:00').getTime();
  it('names the day where it is not today', () => {
    expect(briefTime('2026-11-21T09:41:07', now)).toBe('09:41');
    expect(briefTime('2026-11-20T09:41:07', now)).toBe('20 Nov 09:41');
  });
});

describe('hoverTime', () => {
  it('tells the instant in both zones, as exactly as it came', () => {
    const [own, utc] = hoverTime('2026-11-21T12:41:07.218456789Z').split('\n');
    expect(own).toMatch(/^2\d Nov 2026, \d\d:\d1:07\.218 UTC/);
    expect(utc).toBe('2026-11-21 12:41:07.218456789 UTC');
  });
});
