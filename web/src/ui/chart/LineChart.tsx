import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useSize } from '@/lib/size';
import s from './chart.module.css';
import { LineLayer } from './LineLayer';
import { plotArea, type Scale } from './plot';
import { ReadOut } from './ReadOut';

export interface Line {
  id: string;
  label: string;
  color: string;
  /** One for each bucket. */
  values: readonly (number | null)[];
}

export interface LineChartProps {
  /** What is drawn, for who does not see it. */
  label: string;
  /** The bucket's name, and its ends in milliseconds. */
  buckets: readonly { start: number; end: number; name: string }[];
  lines: readonly Line[];
  scale: Scale;
  format: (value: number | null) => string;
  height?: number;
  /** What a click does, in words. */
  hint?: string;
  onOpen?: (index: number) => void;
}

/** Values over time: labels on the lines, a hair that reads them, arrow keys as well as the pointer. */
export function LineChart(props: LineChartProps) {
  const { label, buckets, lines, scale, format, height = 222, hint, onOpen } = props;
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  const [at, setAt] = useState<number | null>(null);
  const area = plotArea(width, height, buckets, scale);
  const last = buckets.length - 1;
  const shown = at === null ? null : Math.min(at, last);
  const bucket = shown === null ? undefined : buckets[shown];
  const values = (index: number) =>
    lines.map((line) => ({ ...line, value: format(line.values[index] ?? null) }));

  function point(event: PointerEvent) {
    const left = box.current?.getBoundingClientRect().left ?? 0;
    setAt(area.indexAt(event.clientX - left));
  }
  function press(event: KeyboardEvent) {
    const now = shown ?? last;
    const next = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: last }[event.key];
    if (next !== undefined) setAt(Math.max(0, Math.min(last, next)));
    else if (event.key === 'Enter' && shown !== null) onOpen?.(shown);
    else if (event.key === 'Escape' && shown !== null) setAt(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div
      ref={box}
      className={s.chart}
      style={{ height }}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, last)}
      aria-valuenow={shown ?? Math.max(0, last)}
      aria-valuetext={
        bucket &&
        [bucket.name, ...values(shown ?? 0).map((v) => `${v.label} ${v.value}`)].join(', ')
      }
      // A finger points only as it touches.
      onPointerDown={point}
      onPointerMove={point}
      onPointerLeave={() => setAt(null)}
      onBlur={() => setAt(null)}
      onKeyDown={press}
      onClick={() => shown !== null && onOpen?.(shown)}
    >
      {width > 0 && <LineLayer area={area} lines={lines} format={format} at={shown} />}
      {bucket && shown !== null && (
        <ReadOut
          x={area.x(shown)}
          width={width}
          title={bucket.name}
          rows={values(shown)}
          hint={hint}
        />
      )}
    </div>
  );
}
