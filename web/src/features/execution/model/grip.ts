// What a drag over the minimap takes hold of: an edge of the part shown, the part itself, or a new part.
import { pan, type View, zoom } from './coordinates';

export interface Grip {
  kind: 'from' | 'to' | 'part' | 'new';
  /** The part shown when the drag began. */
  view: View;
}

/** Pixels around an edge that still are the edge. */
const EDGE = 6;

/** What stands under a share (0 to 1) of a map that is `width` pixels wide. */
export function gripAt(share: number, view: View, total: number, width: number): Grip {
  const isPart = view.to - view.from < total;
  const pixels = (instant: number) => Math.abs(share - instant / total) * width;
  const instant = share * total;
  if (isPart && pixels(view.to) <= EDGE) return { kind: 'to', view };
  if (isPart && pixels(view.from) <= EDGE) return { kind: 'from', view };
  return { kind: isPart && instant > view.from && instant < view.to ? 'part' : 'new', view };
}

/** The part shown after a drag from one share of the map to another. */
export function dragged({ kind, view }: Grip, from: number, to: number, total: number): View {
  if (kind === 'from') return zoom(to * total, view.to, total);
  if (kind === 'to') return zoom(view.from, to * total, total);
  if (kind === 'new') return zoom(from * total, to * total, total);
  return pan(view, ((to - from) * total) / (view.to - view.from), total);
}
