import { describe, expect, it } from 'vitest';
import { spanText, timeTicks } from './time-ticks';

process.env.TZ = 'America/Sao_Paulo';
const at = (text: string) => Date.parse(text);
const labels = (from: string, to: string, width: number) =>
  timeTicks({ from: at(from), to: at(to) }, width).map(({ label }) => label);

describe('the axis of time', () => {
  it('has round instants of the viewer’s zone', () => {
    expect(labels('2026-11-21T06:42:00Z', '2026-11-21T12:42:00Z', 920).slice(0, 3)).toEqual([
      '04:00',
      '04:30',
      '05:00',
    ]);
    expect(labels('2026-11-21T12:42:00Z', '2026-11-21T12:42:20Z', 350)).toEqual([
      '09:42:00',
      '09:42:05',
      '09:42:10',
      '09:42:15',
    ]);
  });

  it('names the day at midnight', () => {
    const year = new Date().getFullYear();
    expect(labels(`${year}-11-20T18:00:00Z`, `${year}-11-21T18:00:00Z`, 400)).toEqual([
      '18:00',
      '21 Nov',
      '06:00',
      '12:00',
    ]);
  });

  it('counts in days and months for long times', () => {
    const year = new Date().getFullYear();
    expect(labels(`${year}-11-01T03:00:00Z`, `${year}-12-01T03:00:00Z`, 500)).toEqual([
      '1 Nov',
      '6 Nov',
      '11 Nov',
      '16 Nov',
      '21 Nov',
      '26 Nov',
    ]);
    expect(labels('2024-02-10T03:00:00Z', '2025-02-10T03:00:00Z', 330)).toEqual([
      'Apr 2024',
      'Jul 2024',
      'Oct 2024',
      'Jan 2025',
    ]);
    expect(labels('1998-02-10T03:00:00Z', '2030-02-10T03:00:00Z', 330)).toEqual([
      '2000',
      '2010',
      '2020',
      '2030',
    ]);
  });
});

describe('a stretch of time in words', () => {
  const now = at('2026-11-21T12:42:00Z');
  const text = (from: string, to: string) => spanText({ from: at(from), to: at(to) }, now);
  it('names the day only where it is not today', () => {
    expect(text('2026-11-21T11:57:00Z', '2026-11-21T12:27:00Z')).toBe('08:57 – 09:27');
    expect(text('2026-11-20T11:57:00Z', '2026-11-20T12:27:00Z')).toBe('20 Nov 08:57 – 09:27');
    expect(text('2026-11-20T11:57:00Z', '2026-11-21T12:27:00Z')).toBe(
      '20 Nov 08:57 – 21 Nov 09:27',
    );
  });

  it('has seconds where they matter, and no clock for whole days', () => {
    expect(text('2026-11-21T11:57:05Z', '2026-11-21T11:57:10Z')).toBe('08:57:05 – 08:57:10');
    expect(text('2026-11-20T03:00:00Z', '2026-11-21T03:00:00Z')).toBe('20 Nov');
    expect(text('2026-11-18T03:00:00Z', '2026-11-21T03:00:00Z')).toBe('18 Nov – 20 Nov');
  });
});
