import { describe, expect, it } from 'vitest';
import type { Log, Node } from '@/api/types';
import { waterfall } from './waterfall';

const node = (spanId: string, parentSpanId: string | null, at: number, durationMs: number | null) =>
  ({
    spanId,
    parentSpanId,
    depth: parentSpanId === null ? 0 : parentSpanId === 'a' ? 1 : 2,
    status: spanId === 'e' ? 'error' : 'success',
    startTimeUnixNano: String(1_000_000_000 + at * 1_000_000),
    durationMs,
  }) as unknown as Node;
const nodes = [
  node('a', null, 0, 100),
  node('b', 'a', 10, 5),
  node('c', 'b', 11, 1),
  node('d', 'a', 20, 70),
  node('e', 'a', 95, 2),
];
const at = (ms: number, spanId: string | null) =>
  ({ spanId, timestampUnixNano: String(1_000_000_000 + ms * 1_000_000) }) as Log;
const ids = (log: Log, most: number) =>
  waterfall(nodes, log, most)?.rows.map((row) => row.node.spanId);

describe('the trace beside a line', () => {
  it('has the way to the line’s span, then failures, then what took long', () => {
    expect(ids(at(11, 'c'), 3)).toEqual(['a', 'b', 'c']);
    expect(ids(at(11, 'c'), 4)).toEqual(['a', 'b', 'c', 'e']);
    expect(ids(at(11, null), 3)).toEqual(['a', 'd', 'e']);
  });

  it('marks the line’s moment, if it lies within', () => {
    expect(waterfall(nodes, at(25, 'c'), 3)?.moment).toBe(25);
    expect(waterfall(nodes, at(101, 'c'), 3)?.moment).toBeNull();
    expect(waterfall([], at(1, null), 3)).toBeNull();
  });

  it('has bars as shares of the whole', () => {
    const rows = waterfall(nodes, at(1, null), 5)?.rows ?? [];
    expect(rows[3]).toMatchObject({ depth: 1, left: 20, width: 70 });
  });
});
