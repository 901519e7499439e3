// How long something took or waits, in one unit, as a glance takes it in.
import { fixed } from '@/lib/format';

export type Unit = 'minutes' | 'hours' | 'days';

const trim = (text: string) => text.replace(/[.,]0$/, '');

/** `42` minutes, `5.4` hours, `3.2` days; null where nothing was settled yet. */
export function inOneUnit(hours: number | null): { value: string; unit: Unit } | null {
  if (hours === null || !Number.isFinite(hours)) return null;
  const minutes = Math.round(hours * 60);
  if (minutes < 1) return { value: '<1', unit: 'minutes' };
  if (minutes < 60) return { value: String(minutes), unit: 'minutes' };
  if (hours < 48) return { value: trim(fixed(hours, 1)), unit: 'hours' };
  return { value: trim(fixed(hours / 24, 1)), unit: 'days' };
}

/** How long ago in whole units; null for less than a minute. */
export function age(since: string, now: number): { value: number; unit: Unit } | null {
  const minutes = Math.floor((now - Date.parse(since)) / 60_000);
  if (!(minutes >= 1)) return null;
  if (minutes < 60) return { value: minutes, unit: 'minutes' };
  if (minutes < 48 * 60) return { value: Math.floor(minutes / 60), unit: 'hours' };
  return { value: Math.floor(minutes / 1440), unit: 'days' };
}
