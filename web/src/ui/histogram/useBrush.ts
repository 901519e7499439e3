// How a stretch of a histogram is chosen: by dragging, by the edges of what is chosen, by keys.
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { domainOf, type HistogramData, type TimeSpan } from './model/buckets';
import { bucketAt, placeOf, timeAt } from './model/scale';
import { edgeNear, indexesOf, moved, spanOf } from './model/selection';

/** Pixels at the left, for counts. */
export const GUTTER = 38;
/** Pixels around an edge in which it is held. */
const REACH = 6;

interface BrushOptions {
  data: HistogramData;
  /** Of the plot, without its gutter. */
  width: number;
  selection: TimeSpan | null;
  onSelect: (span: TimeSpan | null) => void;
  /** Takes a drag at its end; without it, it stays selected. */
  onDone: ((span: TimeSpan) => void) | undefined;
  onZoom: (span: TimeSpan) => void;
}

/** Buckets of a drag: where it began and where it is. */
type Drag = readonly [anchor: number, head: number];

const placeIn = (event: PointerEvent<HTMLElement>) =>
  event.clientX - event.currentTarget.getBoundingClientRect().left - GUTTER;

export function useBrush({ data, width, selection, onSelect, onDone, onZoom }: BrushOptions) {
  const [drag, setDrag] = useState<Drag | null>(null);
  /** The bucket under the pointer or the keyboard. */
  const [at, setAt] = useState<number | null>(null);
  const [anchor, setAnchor] = useState<number | null>(null);
  const [isOnEdge, setOnEdge] = useState(false);
  const domain = domainOf(data);
  const count = data.buckets.length;
  const indexAt = (place: number) => bucketAt(timeAt(place, domain, width), domain, data.interval);
  const edges = selection
    ? ([placeOf(selection.from, domain, width), placeOf(selection.to, domain, width)] as const)
    : null;
  const inSight = at !== null && at < count ? at : null;

  function press(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0 || count === 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const place = placeIn(event);
    const edge = edgeNear(place, edges, REACH);
    const index = indexAt(place);
    if (edge === null || !selection) return setDrag([index, index]);
    const [first, last] = indexesOf(data, selection);
    setDrag(edge === 0 ? [last, first] : [first, last]);
  }

  function move(event: PointerEvent<HTMLElement>) {
    const place = placeIn(event);
    const index = indexAt(place);
    if (count > 0) setAt(index);
    if (drag) setDrag([drag[0], index]);
    else setOnEdge(edgeNear(place, edges, REACH) !== null);
  }

  function release() {
    if (!drag) return;
    setDrag(null);
    const span = spanOf(data, ...drag);
    if (!span) return;
    if (onDone) onDone(span);
    else onSelect(span);
  }

  function key(event: KeyboardEvent<HTMLElement>) {
    const next = moved(event.key, inSight ?? count - 1, count);
    if (next !== null && count > 0) {
      const from = event.shiftKey ? (anchor ?? inSight ?? next) : null;
      setAnchor(from);
      setAt(next);
      if (from !== null) onSelect(spanOf(data, from, next));
    } else if (event.key === 'Enter') {
      const span = selection ?? (inSight === null ? null : spanOf(data, inSight, inSight));
      if (!span) return;
      onSelect(null);
      onZoom(span);
    } else if (event.key === 'Escape' && (drag || selection)) {
      setDrag(null);
      setAnchor(null);
      onSelect(null);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const leave = () => setAt(null);
  return {
    at: inSight,
    isOnEdge: isOnEdge || drag !== null,
    dragged: drag && spanOf(data, ...drag),
    handlers: {
      onPointerDown: press,
      onPointerMove: move,
      onPointerUp: release,
      onPointerCancel: () => setDrag(null),
      onPointerLeave: leave,
      onBlur: leave,
      onKeyDown: key,
    },
  };
}
