// From time to place on the axis. Shares are percent of the track's width.

import { duration as durationText, fixed } from '@/lib/format';

/** The part of the trace on screen, in milliseconds after its first instant. */
export interface View {
  from: number;
  to: number;
}

export interface Bar {
  left: number;
  width: number;
  /** Where its label goes. */
  label: 'right' | 'left' | 'inside';
}

/** A zoom never goes below this share of the whole, nor below a tenth of a microsecond. */
const CLOSEST_SHARE = 1e-6;
const CLOSEST = 0.0001;

export const wholeView = (total: number): View => ({ from: 0, to: total });

export const isWhole = (view: View, total: number) => view.from <= 0 && view.to >= total;

/** The view between two instants, in either order, kept inside the trace. */
export function zoom(a: number, b: number, total: number): View {
  const closest = Math.max(CLOSEST, total * CLOSEST_SHARE);
  const from = Math.max(0, Math.min(a, b));
  const to = Math.min(total, Math.max(a, b));
  if (to - from >= closest) return { from, to };
  const middle = Math.min(Math.max((from + to) / 2, closest / 2), total - closest / 2);
  return { from: middle - closest / 2, to: middle + closest / 2 };
}

/** The view moved by a share of its own length, without leaving the trace. */
export function pan(view: View, share: number, total: number): View {
  const length = view.to - view.from;
  const from = Math.min(Math.max(0, view.from + length * share), total - length);
  return { from, to: from + length };
}

/** The view shrunk (`factor` below 1) or grown around the instant under a share of the track. */
export function zoomAround(view: View, share: number, factor: number, total: number): View {
  const instant = instantAt(share, view);
  const length = Math.min(total, (view.to - view.from) * factor);
  const from = Math.min(Math.max(0, instant - share * length), total - length);
  return zoom(from, from + length, total);
}

/** The view moved so that a span's start is in it; the same view where the span is in it already. */
export function follow(view: View, start: number, duration: number, total: number): View {
  if (start <= view.to && start + duration >= view.from) return view;
  const length = view.to - view.from;
  return pan(view, (start - view.from) / length - 0.1, total);
}

/** The instant under a share (0 to 1) of the track. */
export const instantAt = (share: number, view: View) => view.from + share * (view.to - view.from);

const percentAt = (time: number, view: View) => ((time - view.from) / (view.to - view.from)) * 100;

const clamp = (value: number) => Math.min(100, Math.max(0, value));

/** Where a span's bar stands; null where it is outside the view. */
export function bar(start: number, duration: number, view: View): Bar | null {
  const end = start + duration;
  if (end < view.from || start > view.to) return null;
  const left = clamp(percentAt(start, view));
  const right = clamp(percentAt(end, view));
  const width = right - left;
  return { left, width, label: labelPlace(left, width) };
}

function labelPlace(left: number, width: number): Bar['label'] {
  if (left + width < 84) return 'right';
  return left > 16 ? 'left' : 'inside';
}

/** Five instants, a fifth of the view apart, from its start. */
export const ticks = (view: View): number[] =>
  [0, 0.2, 0.4, 0.6, 0.8].map((share) => instantAt(share, view));

/** An instant's label, with digits enough to tell it from its neighbours however close the zoom. */
export function tickLabel(instant: number, view: View): string {
  if (instant === 0) return '0';
  const step = (view.to - view.from) / 5;
  const isCoarse = step >= 1000 || step * 50 >= instant;
  if (isCoarse) return durationText(instant);
  const inSeconds = instant >= 1000;
  const unit = inSeconds ? 1000 : 1;
  const digits = Math.min(7, Math.max(0, Math.ceil(-Math.log10(step / unit)) + 1));
  return `${fixed(instant / unit, digits)} ${inSeconds ? 's' : 'ms'}`;
}
