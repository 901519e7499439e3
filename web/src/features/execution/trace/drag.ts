import { type PointerEvent, useState } from 'react';

/** Two shares (0 to 1) of an element's width, as dragged. */
export interface Drag {
  from: number;
  to: number;
}

/** Pixels below which a drag is a click. */
const CLICK = 4;

const shareOf = (event: PointerEvent<HTMLElement>) => {
  const box = event.currentTarget.getBoundingClientRect();
  return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
};

/** Dragging over an element; `onDone` gets the range, `onMove` each step of it. */
export function useDrag(
  onDone: (drag: Drag) => void,
  onMove?: (drag: Drag) => void,
  onStart?: (share: number) => void,
) {
  const [drag, setDrag] = useState<Drag | null>(null);
  return {
    drag,
    handlers: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const from = shareOf(event);
        onStart?.(from);
        setDrag({ from, to: from });
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        if (!drag) return;
        const next = { from: drag.from, to: shareOf(event) };
        setDrag(next);
        onMove?.(next);
      },
      onPointerUp(event: PointerEvent<HTMLElement>) {
        if (!drag) return;
        setDrag(null);
        const width = event.currentTarget.clientWidth;
        if (Math.abs(drag.to - drag.from) * width >= CLICK) onDone(drag);
      },
      onPointerCancel() {
        setDrag(null);
      },
    },
  };
}
