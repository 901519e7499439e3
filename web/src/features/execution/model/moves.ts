// Where a key leads in the tree.
import { hasChildren, type Trace } from './trace';

export interface Place {
  trace: Trace;
  rows: Int32Array;
  /** Row of each node, −1 for those not shown. */
  rowOf: Int32Array;
  closed: ReadonlySet<string>;
  cursor: number;
  /** Rows that fit on the screen. */
  page: number;
}

export type Move = { kind: 'go'; index: number } | { kind: 'toggle'; index: number } | null;

/** What an arrow, Home, End or a page key does; null where it does nothing. */
export function move(key: string, place: Place): Move {
  const { rows, rowOf, cursor } = place;
  if (rows.length === 0) return null;
  const row = cursor < 0 ? -1 : rowOf[cursor];
  const to = (target: number): Move => {
    const index = rows[Math.max(0, Math.min(rows.length - 1, target))];
    return index === cursor ? null : { kind: 'go', index };
  };
  switch (key) {
    case 'ArrowDown':
      return to(row + 1);
    case 'ArrowUp':
      return to(row < 0 ? rows.length - 1 : row - 1);
    case 'Home':
      return to(0);
    case 'End':
      return to(rows.length - 1);
    case 'PageDown':
      return to(row + place.page);
    case 'PageUp':
      return to(row - place.page);
    case 'ArrowRight':
      return row < 0 ? to(0) : inward(place, row);
    case 'ArrowLeft':
      return row < 0 ? to(0) : outward(place);
    default:
      return null;
  }
}

/** Opens a closed branch, else goes to its first child. */
function inward({ trace, rows, closed, cursor }: Place, row: number): Move {
  if (!hasChildren(trace, cursor)) return null;
  if (closed.has(trace.nodes[cursor].spanId)) return { kind: 'toggle', index: cursor };
  const next = rows[row + 1];
  return next !== undefined && trace.parent[next] === cursor ? { kind: 'go', index: next } : null;
}

/** Closes an open branch, else goes to the parent. */
function outward({ trace, closed, cursor }: Place): Move {
  const isOpen = hasChildren(trace, cursor) && !closed.has(trace.nodes[cursor].spanId);
  if (isOpen) return { kind: 'toggle', index: cursor };
  const parent = trace.parent[cursor];
  return parent < 0 ? null : { kind: 'go', index: parent };
}
