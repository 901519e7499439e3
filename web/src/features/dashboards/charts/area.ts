// Where things stand in a chart with two axes, in pixels.
import type { ValueScale } from '../model/scale';

export const TOP = 14;
export const FOOT = 18;
/** Pixels of a letter of the axis, about. */
const LETTER = 6.2;

export interface Area {
  left: number;
  right: number;
  floor: number;
  y: (value: number) => number;
}

export function chartArea(
  { width, height }: { width: number; height: number },
  scale: ValueScale,
  ticks: readonly string[],
  /** Room for words at the right. */
  room: number,
): Area {
  const left = Math.round(Math.max(1, ...ticks.map((text) => text.length)) * LETTER + 8);
  const floor = height - FOOT;
  const span = scale.high - scale.low || 1;
  return {
    left,
    right: Math.max(left + 20, width - room),
    floor,
    y: (value) => floor - ((value - scale.low) / span) * (floor - TOP),
  };
}

/** Room that names take beside a chart, at most a third of it. */
export const labelRoom = (names: readonly string[], width: number) =>
  Math.min(Math.max(0, ...names.map((name) => name.length)) * LETTER + 16, width / 3);

/** A text cut to the letters that `room` pixels hold. */
export function cut(text: string, room: number): string {
  const most = Math.max(2, Math.floor(room / LETTER));
  const letters = [...text.slice(0, most * 4)];
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : text;
}
