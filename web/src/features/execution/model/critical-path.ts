// The chain of spans that decided when the execution ended: from the end backwards, always into the
// child that ended last before the point reached.
import { childrenOf } from './rows';
import { hasChildren, type Trace } from './trace';

/** For each node the part of it on the critical path, in milliseconds; NaN where there is none. */
export interface CriticalPath {
  from: Float64Array;
  to: Float64Array;
}

interface Visit {
  index: number;
  /** The node matters only until here: later, something else kept the execution waiting. */
  until: number;
}

export function criticalPath(trace: Trace): CriticalPath {
  const size = trace.nodes.length;
  const from = new Float64Array(size).fill(Number.NaN);
  const to = new Float64Array(size).fill(Number.NaN);
  const root = lastRoot(trace);
  const pending: Visit[] = root < 0 ? [] : [{ index: root, until: endOf(trace, root) }];
  for (let visit = pending.pop(); visit; visit = pending.pop()) {
    const { index, until } = visit;
    from[index] = trace.start[index];
    to[index] = Math.min(until, endOf(trace, index));
    if (!hasChildren(trace, index)) continue;
    for (const child of blocking(trace, index, to[index])) pending.push(child);
  }
  return { from, to };
}

const endOf = (trace: Trace, index: number) => trace.start[index] + trace.duration[index];

/** The root that ends last. */
function lastRoot(trace: Trace): number {
  return childrenOf(trace, -1).reduce(
    (last, root) => (last < 0 || endOf(trace, root) > endOf(trace, last) ? root : last),
    -1,
  );
}

/** The children that, one before the other, fill a node's time backwards from `until`. */
function blocking(trace: Trace, parent: number, until: number): Visit[] {
  const begin = trace.start[parent];
  const children = childrenOf(trace, parent).sort((a, b) => endOf(trace, b) - endOf(trace, a));
  const chain: Visit[] = [];
  let edge = until;
  for (const child of children) {
    if (edge <= begin) break;
    // Work that went on after the point reached did not hold it up; an instant holds nothing up.
    if (endOf(trace, child) > edge || trace.duration[child] <= 0) continue;
    chain.push({ index: child, until: edge });
    edge = trace.start[child];
  }
  return chain;
}
