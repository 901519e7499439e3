// A trace as flat arrays over its nodes in pre-order: what everything else here computes on.
import type { Node } from '@/api/types';

export interface Trace {
  nodes: readonly Node[];
  /** Steps below the root. */
  depth: Int32Array;
  /** Index of the parent, −1 at the top. */
  parent: Int32Array;
  /** Index after the last descendant: a subtree is `[index, end)`. */
  end: Int32Array;
  /** Milliseconds after the trace's first instant. */
  start: Float64Array;
  /** Milliseconds; of a running span, until `horizon`. */
  duration: Float64Array;
  /** Length of the whole, in milliseconds; never 0. */
  total: number;
  /** The first instant, in nanoseconds since 1970. */
  origin: bigint;
  indexOf: ReadonlyMap<string, number>;
}

const NANOS_PER_MS = 1e6;
/** The shortest time axis: one microsecond. */
const SHORTEST = 0.001;

/**
 * Lays nodes, given in pre-order, out as arrays. Running spans last until `now` (in milliseconds since
 * 1970), or until the last end where `now` is null.
 */
export function buildTrace(nodes: readonly Node[], now: number | null): Trace {
  const size = nodes.length;
  const { depth, parent, end } = shape(nodes);
  const starts = nodes.map((node) => BigInt(node.startTimeUnixNano));
  const origin = starts.reduce((least, each) => (each < least ? each : least), starts[0] ?? 0n);
  const start = new Float64Array(size);
  const duration = new Float64Array(size);
  let horizon = now === null ? 0 : now - Number(origin / 1000n) / 1000;
  for (let index = 0; index < size; index += 1) {
    start[index] = Number(starts[index] - origin) / NANOS_PER_MS;
    duration[index] = nodes[index].durationMs ?? Number.NaN;
    horizon = Math.max(horizon, start[index] + (nodes[index].durationMs ?? 0));
  }
  for (let index = 0; index < size; index += 1) {
    if (Number.isNaN(duration[index])) duration[index] = Math.max(0, horizon - start[index]);
  }
  const indexOf = new Map(nodes.map((node, index) => [node.spanId, index]));
  return {
    nodes,
    depth,
    parent,
    end,
    start,
    duration,
    total: Math.max(horizon, SHORTEST),
    origin,
    indexOf,
  };
}

/** Parents and subtree ends, from depths alone. */
function shape(nodes: readonly Node[]) {
  const size = nodes.length;
  const depth = new Int32Array(size);
  const parent = new Int32Array(size).fill(-1);
  const end = new Int32Array(size).fill(size);
  const open: number[] = [];
  for (let index = 0; index < size; index += 1) {
    // A jump of more than one level would leave a hole among the ancestors.
    depth[index] = Math.max(0, Math.min(nodes[index].depth, open.length));
    while (open.length > depth[index]) end[open.pop() as number] = index;
    if (open.length > 0) parent[index] = open[open.length - 1];
    open.push(index);
  }
  return { depth, parent, end };
}

export const hasChildren = (trace: Trace, index: number) => trace.end[index] > index + 1;

/** Spans that start before their parents, by more than a clock's rounding. */
export function countSkewed(trace: Trace): number {
  let skewed = 0;
  for (let index = 0; index < trace.nodes.length; index += 1) {
    const parent = trace.parent[index];
    if (parent >= 0 && trace.start[index] < trace.start[parent] - 1) skewed += 1;
  }
  return skewed;
}
