// Traces for tests, written as `[depth, name, start, duration, overrides?]` in pre-order.
import { spanFixture } from '@/api/fixture';
import type { Node } from '@/api/types';
import { buildTrace, type Trace } from './trace';

export type Line = [
  depth: number,
  name: string,
  start: number,
  ms: number | null,
  more?: Partial<Node>,
];

const ORIGIN = 1_795_253_667_000_000_000n;

export function node([depth, name, start, ms, more]: Line, index: number): Node {
  const from = ORIGIN + BigInt(Math.round(start * 1e6));
  return spanFixture(index, {
    depth,
    name,
    status: ms === null ? 'running' : 'success',
    startTimeUnixNano: from.toString(),
    endTimeUnixNano: ms === null ? null : (from + BigInt(Math.round(ms * 1e6))).toString(),
    durationMs: ms,
    ...more,
  });
}

export const trace = (...lines: Line[]): Trace => buildTrace(lines.map(node), null);

/** A chain of `size` spans, each the parent of the next. */
export const chain = (size: number): Trace =>
  trace(...Array.from({ length: size }, (_, i): Line => [i, `step ${i}`, i, size - i]));

/** A root with `size - 1` children, one after the other. */
export const siblings = (size: number): Trace =>
  trace(
    [0, 'root', 0, size],
    ...Array.from({ length: size - 1 }, (_, i): Line => [1, `step ${i}`, i, 1]),
  );

export const names = (of: Trace, indexes: Iterable<number>) =>
  [...indexes].map((index) => of.nodes[index].name);
