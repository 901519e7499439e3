import { useEffect, useRef } from 'react';
import { useSize } from '@/lib/size';
import { FAMILIES } from '@/lib/span-types';
import { t } from '@/lib/strings';
import { useShownTheme } from '@/lib/theme';
import { onAxis } from '../model/event-marks';
import { dragged, type Grip, gripAt } from '../model/grip';
import { ERROR, minimapMarks } from '../model/minimap';
import type { Trace } from '../model/trace';
import s from './axis.module.css';
import { type Drag, useDrag } from './drag';
import type { TraceView } from './useTraceView';

const HEIGHT = 38;
const MARGIN = 2;
const LANES = 17;
const THICKNESS = 2;
/** Height of an event's mark, at the foot. */
const EVENT = 5;

interface MinimapProps {
  trace: Trace;
  order: Int32Array;
  view: TraceView;
  /** Business events, in milliseconds after the first instant. */
  events: readonly number[];
}

/** The whole trace on a canvas; dragging over it zooms, dragging the part shown moves it. */
export function Minimap({ trace, order, view, events }: MinimapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  const theme = useShownTheme();
  useEffect(() => {
    if (canvas.current && theme) draw(canvas.current, trace, order, width, events);
  }, [trace, order, width, theme, events]);
  const grip = useRef<Grip>(null);
  const show = ({ from, to }: Drag) =>
    grip.current && view.setZoomed(dragged(grip.current, from, to, trace.total));
  const { handlers } = useDrag(show, show, (share) => {
    grip.current = gripAt(share, view.view, trace.total, width);
  });
  const { from, to } = view.view;
  return (
    <div
      ref={box}
      role="img"
      aria-label={t.trace.minimapLabel}
      data-zoomed={view.isZoomed || undefined}
      className={s.minimap}
      onDoubleClick={() => view.setZoomed(null)}
      {...handlers}
    >
      <canvas ref={canvas} height={HEIGHT} />
      <b
        style={{
          left: `${(from / trace.total) * 100}%`,
          right: `${100 - (to / trace.total) * 100}%`,
        }}
      />
    </div>
  );
}

function draw(
  canvas: HTMLCanvasElement,
  trace: Trace,
  order: Int32Array,
  width: number,
  events: readonly number[],
) {
  const context = canvas.getContext('2d');
  if (!context || width < 1) return;
  const ratio = devicePixelRatio || 1;
  canvas.width = width * ratio;
  canvas.height = HEIGHT * ratio;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${HEIGHT}px`;
  context.scale(ratio, ratio);
  const style = getComputedStyle(canvas);
  const colours = [...FAMILIES, 'error'].map((name) => style.getPropertyValue(`--${name}`));
  const step = Math.min(THICKNESS * 2, (HEIGHT - 2 * MARGIN) / Math.min(LANES, order.length));
  for (const mark of minimapMarks(trace, order, width, LANES)) {
    context.fillStyle = colours[mark.colour] ?? colours[ERROR];
    context.fillRect(mark.x, MARGIN + mark.lane * step, mark.width, THICKNESS);
  }
  context.fillStyle = style.getPropertyValue('--text');
  for (const offset of events) {
    const x = Math.min(width - 2, (onAxis(offset, trace.total) / trace.total) * width);
    context.fillRect(x, HEIGHT - EVENT, 2, EVENT);
  }
}
