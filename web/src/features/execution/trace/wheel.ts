// The wheel over the time bars: with Ctrl it zooms around the pointer, sideways it moves.
import { type RefObject, useEffect, useEffectEvent } from 'react';
import type { TraceView } from './useTraceView';

/** Zoom by one notch of a wheel, of 120 pixels or so. */
const NOTCH = 1.25;
/** Lines that a notch moves, where a browser counts in lines. */
const LINE = 40;

const clamp = (share: number) => Math.min(1, Math.max(0, share));

export function useTraceWheel(scroller: RefObject<HTMLElement | null>, view: TraceView) {
  const turn = useEffectEvent((event: WheelEvent) => {
    const axis = scroller.current?.querySelector('[data-time-axis]')?.getBoundingClientRect();
    if (!axis) return;
    const pixels = event.deltaMode === 0 ? 1 : LINE;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const share = clamp((event.clientX - axis.left) / axis.width);
      view.zoomBy(share, NOTCH ** ((event.deltaY * pixels) / 120));
      return;
    }
    const sideways = event.shiftKey && !event.deltaX ? event.deltaY : event.deltaX;
    if (!view.isZoomed || Math.abs(sideways) <= Math.abs(event.shiftKey ? 0 : event.deltaY)) return;
    event.preventDefault();
    view.panBy((sideways * pixels) / axis.width);
  });
  useEffect(() => {
    const element = scroller.current;
    // Listened to by hand: React's own listeners may not keep the page from zooming.
    element?.addEventListener('wheel', turn, { passive: false });
    return () => element?.removeEventListener('wheel', turn);
  }, [scroller]);
}
