import { useShortcuts } from '@/lib/shortcuts';
import { zoom } from '../model/coordinates';
import { deepest, SORTS } from '../model/rows';
import type { Trace } from '../model/trace';
import type { TraceView } from './useTraceView';

interface TraceKeys {
  trace: Trace;
  view: TraceView;
  isOpen: boolean;
  onOpen: () => void;
  onClose: () => void;
  onCritical: () => void;
  onStatistics: () => void;
}

const CLOSER = 0.6;

/** One level fewer or more; all levels are past the deepest. */
export function nextLevel(trace: Trace, level: number | null, step: 1 | -1): number | null {
  const most = deepest(trace) + 1;
  const next = (level ?? most) + step;
  return next >= most ? null : Math.max(1, next);
}

/** Keys that work wherever the focus is; arrows belong to the tree. */
export function useTraceKeys({ trace, view, isOpen, onOpen, onClose, ...keys }: TraceKeys) {
  const closer = (factor: number) => view.zoomBy(middle(trace, view), factor);
  useShortcuts({
    n: () => view.hop(view.hits, 1),
    N: () => view.hop(view.hits, -1),
    e: () => view.hop(view.errors, 1),
    E: () => view.hop(view.errors, -1),
    '[': () => view.chooseLevel(nextLevel(trace, view.level, -1)),
    ']': () => view.chooseLevel(nextLevel(trace, view.level, 1)),
    '+': () => closer(CLOSER),
    '=': () => closer(CLOSER),
    '-': () => closer(1 / CLOSER),
    '0': () => view.setZoomed(null),
    s: () => view.setSort(SORTS[(SORTS.indexOf(view.sort) + 1) % SORTS.length]),
    p: keys.onCritical,
    i: keys.onStatistics,
    z: () => {
      if (view.cursor < 0) return;
      const from = trace.start[view.cursor];
      view.setZoomed(zoom(from, from + trace.duration[view.cursor], trace.total));
    },
    Enter: () => view.cursor >= 0 && onOpen(),
    Escape: () => {
      if (isOpen) onClose();
      else if (view.query) view.setQuery('');
      else view.setZoomed(null);
    },
  });
}

/** Where keys zoom in: at the span that is chosen, or else in the middle. */
function middle(trace: Trace, { cursor, view }: TraceView): number {
  if (cursor < 0) return 0.5;
  const instant = trace.start[cursor] + trace.duration[cursor] / 2;
  const share = (instant - view.from) / (view.to - view.from);
  return share >= 0 && share <= 1 ? share : 0.5;
}
