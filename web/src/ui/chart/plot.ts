// Where things stand in a chart over time.
import { timeTicks } from '../histogram/model/time-ticks';
import { valueTicks } from './ticks';

/** The value axis: its marks, from the least up, and what they are called. */
export interface Scale {
  ticks: readonly { value: number; label: string }[];
}

const SECOND = 1_000;
const UNITS = [
  { size: 24 * 3600 * SECOND, name: 'd' },
  { size: 3600 * SECOND, name: 'h' },
  { size: 60 * SECOND, name: 'm' },
  { size: SECOND, name: 's' },
  { size: 1, name: 'ms' },
];

/** Marks for durations in milliseconds, round in the unit that suits the longest. */
export function durationScale(most: number, wanted = 3): Scale {
  const unit = UNITS.find(({ size }) => most >= size) ?? UNITS[UNITS.length - 1];
  const ticks = valueTicks(most / unit.size, wanted);
  return {
    ticks: ticks.map((tick) => ({
      value: tick * unit.size,
      label: tick === 0 ? '0' : `${tick} ${unit.name}`,
    })),
  };
}

const TOP = 14;
const FOOT = 18;
/** Room for the labels at the end of the lines. */
const RIGHT = 72;
/** Pixels that a letter of the axis takes, about. */
const LETTER = 6.2;

/** Pixels from one time to the next, at least. */
const TIME_LABEL = 60;

export type PlotArea = ReturnType<typeof plotArea>;

export function plotArea(
  width: number,
  height: number,
  buckets: readonly { start: number; end: number }[],
  scale: Scale,
) {
  const longest = Math.max(...scale.ticks.map(({ label }) => label.length), 1);
  const left = Math.round(longest * LETTER + 8);
  const right = width - RIGHT;
  const floor = height - FOOT;
  const top = scale.ticks[scale.ticks.length - 1].value;
  const bottom = scale.ticks[0].value;
  const from = buckets[0]?.start ?? 0;
  const to = buckets[buckets.length - 1]?.end ?? 1;
  const step = (right - left) / Math.max(1, buckets.length);
  const place = (time: number) => left + ((time - from) / (to - from)) * (right - left);
  return {
    width,
    height,
    left,
    right,
    top: TOP,
    floor,
    scale,
    /** The middle of a bucket. */
    x: (index: number) => left + (index + 0.5) * step,
    y: (value: number) => floor - ((value - bottom) / (top - bottom)) * (floor - TOP),
    indexAt: (x: number) =>
      Math.max(0, Math.min(buckets.length - 1, Math.floor((x - left) / step))),
    times: timeTicks({ from, to }, right - left, TIME_LABEL)
      .map(({ time, label }) => ({ label, x: place(time) }))
      .filter(({ x }) => x > left + 12 && x < right - 2),
  };
}
