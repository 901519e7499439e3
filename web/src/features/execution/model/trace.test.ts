import { describe, expect, it } from 'vitest';
import { chain, node, trace } from './fixture';
import { buildTrace, countSkewed } from './trace';

describe('a trace', () => {
  const tree = trace(
    [0, 'root', 10, 100],
    [1, 'a', 12, 10],
    [2, 'a1', 12, 5],
    [1, 'b', 40, 10],
    [0, 'second root', 60, 80],
  );

  it('knows parents and the end of each subtree', () => {
    expect([...tree.parent]).toEqual([-1, 0, 1, 0, -1]);
    expect([...tree.end]).toEqual([4, 3, 3, 4, 5]);
  });

  it('counts time from its first instant to its last', () => {
    expect([...tree.start]).toEqual([0, 2, 2, 30, 50]);
    expect(tree.total).toBe(130);
  });

  it('keeps nanoseconds', () => {
    const fine = trace([0, 'root', 0, 1], [1, 'a', 0.000001, 0.5]);
    expect(fine.start[1]).toBeCloseTo(0.000001, 9);
  });

  it('lets running spans last until now', () => {
    const nodes = [node([0, 'root', 0, null], 0), node([1, 'a', 5, 10], 1)];
    const origin = Number(BigInt(nodes[0].startTimeUnixNano) / 1_000_000n);
    expect(buildTrace(nodes, origin + 500).duration[0]).toBe(500);
    expect(buildTrace(nodes, null).duration[0]).toBe(15);
  });

  it('has a length even where all of it is one instant', () => {
    expect(trace([0, 'root', 0, 0]).total).toBeGreaterThan(0);
  });

  it('counts spans that start before their parents', () => {
    expect(countSkewed(trace([0, 'root', 10, 5], [1, 'early', 0, 5]))).toBe(1);
    expect(countSkewed(chain(10_000))).toBe(0);
  });
});
