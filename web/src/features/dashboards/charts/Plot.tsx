// A chart's frame: its size, the place that is read by pointer or keys, and what it says there.
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { useSize } from '@/lib/size';
import { ReadOut } from '@/ui/chart/ReadOut';
import s from './charts.module.css';

/** A bucket or a slice, and one of its series where one is meant. */
export interface Spot {
  index: number;
  series: number | null;
}

export interface Reading {
  x: number;
  title: string;
  rows: readonly { id: string; label: string; value: string; color: string }[];
  hint?: string;
}

export interface PlotSize {
  width: number;
  height: number;
}

interface PlotProps {
  label: string;
  /** How many places there are to read. */
  count: number;
  /** How many series at each; arrow keys go through them. */
  depth: number;
  spotAt: (x: number, y: number, size: PlotSize) => Spot | null;
  read: (spot: Spot, size: PlotSize) => Reading;
  onOpen?: (spot: Spot) => void;
  children: (size: PlotSize, spot: Spot | null) => ReactNode;
}

export function Plot({ label, count, depth, spotAt, read, onOpen, children }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const [at, setAt] = useState<Spot | null>(null);
  const spot = at && at.index < count ? at : null;
  const last = Math.max(0, count - 1);
  const isDrawn = size.width > 0 && size.height > 0;
  const reading = spot && isDrawn ? read(spot, size) : null;

  function point(event: PointerEvent) {
    const place = box.current?.getBoundingClientRect();
    if (place) setAt(spotAt(event.clientX - place.left, event.clientY - place.top, size));
  }
  function press(event: KeyboardEvent) {
    const next = step(event.key, spot, last, depth);
    if (next) setAt(next);
    else if (event.key === 'Enter' && spot) onOpen?.(spot);
    else if (event.key === 'Escape' && spot) setAt(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div
      ref={box}
      className={s.plotBox}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={spot?.index ?? last}
      aria-valuetext={
        reading
          ? [reading.title, ...reading.rows.map((row) => `${row.label} ${row.value}`)].join(', ')
          : label
      }
      data-opens={onOpen ? true : undefined}
      // A finger points only as it touches.
      onPointerDown={point}
      onPointerMove={point}
      onPointerLeave={() => setAt(null)}
      onBlur={() => setAt(null)}
      onKeyDown={press}
      onClick={() => spot && onOpen?.(spot)}
    >
      {isDrawn && children(size, spot)}
      {reading && <ReadOut {...reading} width={size.width} />}
    </div>
  );
}

/** Left and right from place to place, up and down through what is there; null for other keys. */
function step(key: string, now: Spot | null, last: number, depth: number): Spot | null {
  const { index, series } = now ?? { index: last + 1, series: null };
  const clamp = (value: number) => Math.max(0, Math.min(last, value));
  if (key === 'ArrowLeft') return { index: clamp(index - 1), series };
  if (key === 'ArrowRight') return { index: clamp(index + 1), series };
  if (key === 'Home') return { index: 0, series };
  if (key === 'End') return { index: last, series };
  if (!now || depth < 2 || (key !== 'ArrowUp' && key !== 'ArrowDown')) return null;
  const turn = (series ?? -1) + (key === 'ArrowDown' ? 1 : -1);
  return { index, series: turn >= depth || turn === -1 ? null : turn < -1 ? depth - 1 : turn };
}
