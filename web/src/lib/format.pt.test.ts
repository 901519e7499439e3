// Figures as Portuguese writes them: the language is settled when the module is loaded.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

let format: typeof import('./format');
let figures: typeof import('./figures');

beforeAll(async () => {
  vi.stubGlobal('navigator', { languages: ['pt-BR', 'en'] });
  vi.resetModules();
  format = await import('./format');
  figures = await import('./figures');
});

afterAll(() => vi.unstubAllGlobals());

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('Portuguese', () => {
  it('has a comma before decimals', () => {
    expect(format.duration(2910)).toBe('2,91 s');
    expect(format.duration(1.55)).toBe('1,6 ms');
    expect(format.duration(2)).toBe('2 ms');
    expect(format.percent(0.164)).toBe('16,4 %');
    expect(format.percent(0.5)).toBe('50 %');
    expect(format.clockMillis(new Date(2026, 10, 21, 9, 41, 7, 218).getTime())).toBe(
      '09:41:07,218',
    );
  });

  it('shortens and groups as people there do', () => {
    expect(plain(format.short(18_204))).toBe('18,2 mil');
    expect(plain(format.short(1_200_000))).toBe('1,2 mi');
    expect(plain(format.short(2_500_000_000))).toBe('2,5 bi');
    expect(plain(format.axisCount(20_000))).toBe('20 mil');
    expect(figures.amountFigure(66_300_000)).toEqual({ value: '66,3', unit: 'mi' });
    expect(format.short(999)).toBe('999');
    expect(format.count(12_761)).toBe('12.761');
  });

  it('keeps dollars short, as columns have no room for more', () => {
    expect(plain(format.cost(12.5))).toBe('$12,50');
    expect(plain(format.cost(1234))).toBe('$1.234');
    expect(plain(format.cost(0))).toBe('$0');
    expect(plain(format.shortCost(0.0000225, true))).toBe('<$0,0001');
    expect(plain(format.shortCost(0.0059, true))).toBe('~$0,0059');
  });
});
