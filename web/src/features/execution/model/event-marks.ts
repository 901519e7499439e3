// Business events on a trace's time axis: one mark where they stand, several as one where they crowd.
import type { View } from './coordinates';

/** Pixels below which marks would cover each other. */
const CLOSEST = 11;

export interface EventMark {
  /** Percent of the axis. */
  left: number;
  /** Indexes of the events, in time order. */
  events: number[];
}

/** Milliseconds after a trace's first instant. */
export function offsetOf(timestamp: string, origin: bigint): number {
  // Dates know milliseconds, texts up to nanoseconds.
  const finer = /\.\d{3}(\d{1,6})/.exec(timestamp)?.[1] ?? '';
  const start = Number(origin / 1000n) / 1000;
  return Date.parse(timestamp) - start + Number(finer.padEnd(6, '0')) / 1e6;
}

/** What came before or after all spans stands at the end of the axis. */
export const onAxis = (offset: number, total: number) => Math.min(total, Math.max(0, offset));

/** Marks of the part in view, on an axis of so many pixels. `offsets` are in time order. */
export function eventMarks(
  offsets: readonly number[],
  view: View,
  width: number,
  total: number,
): EventMark[] {
  const length = view.to - view.from;
  if (width < 1 || length <= 0) return [];
  const marks: EventMark[] = [];
  offsets.forEach((given, index) => {
    const offset = onAxis(given, total);
    if (Number.isNaN(offset) || offset < view.from || offset > view.to) return;
    const left = ((offset - view.from) / length) * 100;
    const last = marks.at(-1);
    if (last && ((left - last.left) / 100) * width < CLOSEST) last.events.push(index);
    else marks.push({ left, events: [index] });
  });
  return marks;
}
