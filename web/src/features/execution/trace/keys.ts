import { useShortcuts } from '@/lib/shortcuts';
import { zoom } from '../model/coordinates';
import { deepest } from '../model/rows';
import type { Trace } from '../model/trace';
import type { TraceView } from './useTraceView';

interface TraceKeys {
  trace: Trace;
  view: TraceView;
  isOpen: boolean;
  onOpen: () => void;
  onClose: () => void;
}

/** One level fewer or more; all levels are past the deepest. */
export function nextLevel(trace: Trace, level: number | null, step: 1 | -1): number | null {
  const most = deepest(trace) + 1;
  const next = (level ?? most) + step;
  return next >= most ? null : Math.max(1, next);
}

/** Keys that work wherever the focus is; arrows belong to the tree. */
export function useTraceKeys({ trace, view, isOpen, onOpen, onClose }: TraceKeys) {
  useShortcuts({
    n: () => view.hop(view.hits, 1),
    N: () => view.hop(view.hits, -1),
    e: () => view.hop(view.errors, 1),
    E: () => view.hop(view.errors, -1),
    '[': () => view.chooseLevel(nextLevel(trace, view.level, -1)),
    ']': () => view.chooseLevel(nextLevel(trace, view.level, 1)),
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
