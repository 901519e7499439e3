// Which nodes are shown, and in which order. Everything is iterative: traces may be 10,000 deep.
import { hasChildren, type Trace } from './trace';

export const SORTS = ['start', 'duration', 'name', 'type'] as const;
export type Sort = (typeof SORTS)[number];

/** All nodes in display order: siblings sorted, each subtree together. */
export function sequence(trace: Trace, sort: Sort): Int32Array {
  const size = trace.nodes.length;
  const order = new Int32Array(size);
  // The server's order is by start.
  if (sort === 'start') return order.map((_, index) => index);
  const compare = comparison(trace, sort);
  const pending = childrenOf(trace, -1).sort(compare).reverse();
  for (let place = 0; place < size; place += 1) {
    const index = pending.pop() as number;
    order[place] = index;
    if (!hasChildren(trace, index)) continue;
    const children = childrenOf(trace, index).sort(compare);
    for (let at = children.length - 1; at >= 0; at -= 1) pending.push(children[at]);
  }
  return order;
}

function comparison(trace: Trace, sort: Sort): (a: number, b: number) => number {
  if (sort === 'duration') return (a, b) => trace.duration[b] - trace.duration[a] || a - b;
  if (sort === 'type') {
    // What follows one another within a type keeps its order.
    const types = trace.nodes.map(({ type, subtype }) => `${type} ${subtype ?? ''}`);
    return (a, b) => (types[a] < types[b] ? -1 : types[a] > types[b] ? 1 : a - b);
  }
  const collator = new Intl.Collator('en', { numeric: true });
  return (a, b) => collator.compare(trace.nodes[a].name, trace.nodes[b].name) || a - b;
}

/** Children of a node in the order of start; of −1, the roots. */
export function childrenOf(trace: Trace, parent: number): number[] {
  const children: number[] = [];
  const last = parent < 0 ? trace.nodes.length : trace.end[parent];
  for (let child = parent + 1; child < last; child = trace.end[child]) children.push(child);
  return children;
}

/**
 * The rows on screen: the sequence without what stands below closed branches and, with a `keep` mask,
 * without what it leaves out.
 */
export function visibleRows(
  trace: Trace,
  order: Int32Array,
  closed: ReadonlySet<string>,
  keep: Uint8Array | null,
): Int32Array {
  const rows = new Int32Array(order.length);
  let count = 0;
  for (let place = 0; place < order.length; ) {
    const index = order[place];
    const isKept = keep === null || keep[index] > 0;
    if (isKept) {
      rows[count] = index;
      count += 1;
    }
    const skips = !isKept || closed.has(trace.nodes[index].spanId);
    place += skips ? trace.end[index] - index : 1;
  }
  return rows.slice(0, count);
}

/** 2 for nodes of these types, 1 for their ancestors, 0 for the rest; null where all types are wanted. */
export function keepTypes(trace: Trace, types: ReadonlySet<string>): Uint8Array | null {
  if (types.size === 0) return null;
  const keep = new Uint8Array(trace.nodes.length);
  for (let index = trace.nodes.length - 1; index >= 0; index -= 1) {
    if (types.has(trace.nodes[index].type)) keep[index] = 2;
    const parent = trace.parent[index];
    if (keep[index] > 0 && parent >= 0) keep[parent] = Math.max(keep[parent], 1);
  }
  return keep;
}

/** The branches to close so that `levels` levels are open. */
export function closedAtLevel(trace: Trace, levels: number | null): Set<string> {
  const closed = new Set<string>();
  if (levels === null) return closed;
  for (let index = 0; index < trace.nodes.length; index += 1) {
    const isEdge = trace.depth[index] >= levels - 1 && hasChildren(trace, index);
    if (isEdge) closed.add(trace.nodes[index].spanId);
  }
  return closed;
}

/** For each node the failed spans below it. */
export function errorsBelow(trace: Trace): Int32Array {
  const below = new Int32Array(trace.nodes.length);
  for (let index = trace.nodes.length - 1; index >= 0; index -= 1) {
    const parent = trace.parent[index];
    if (parent < 0) continue;
    below[parent] += below[index] + (trace.nodes[index].status === 'error' ? 1 : 0);
  }
  return below;
}

export function deepest(trace: Trace): number {
  let most = 0;
  for (const depth of trace.depth) most = Math.max(most, depth);
  return most;
}

/** `closed` without the ancestors of a node, so that it can be seen; the same set if nothing changes. */
export function reveal(
  trace: Trace,
  closed: ReadonlySet<string>,
  index: number,
): ReadonlySet<string> {
  let opened: Set<string> | null = null;
  for (let at = trace.parent[index]; at >= 0; at = trace.parent[at]) {
    const id = trace.nodes[at].spanId;
    if (!closed.has(id)) continue;
    opened ??= new Set(closed);
    opened.delete(id);
  }
  return opened ?? closed;
}
