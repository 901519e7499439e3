// The few spans of a trace that a preview shows.
import type { Node } from '@/api/types';

export interface ExcerptRow {
  node: Node;
  /** Percent of the whole. */
  left: number;
  width: number;
}

/**
 * At most `most` spans, in their order: the top one, those that failed, then the longest. Times are
 * shares of the time from the first start to the last end.
 */
export function excerpt(nodes: readonly Node[], most: number): ExcerptRow[] {
  if (nodes.length === 0) return [];
  const origin = Math.min(...nodes.map((node) => millis(node)));
  const total = Math.max(
    ...nodes.map((node) => millis(node) - origin + (node.durationMs ?? 0)),
    0.001,
  );
  const byWeight = [...nodes].sort((a, b) => weight(b, nodes[0]) - weight(a, nodes[0]));
  const chosen = new Set(byWeight.slice(0, most));
  return nodes
    .filter((node) => chosen.has(node))
    .map((node) => {
      const left = ((millis(node) - origin) / total) * 100;
      const length = node.durationMs ?? total - (millis(node) - origin);
      return { node, left, width: Math.min(100 - left, (length / total) * 100) };
    });
}

const millis = (node: Node) => Number(BigInt(node.startTimeUnixNano) / 1000n) / 1000;

function weight(node: Node, first: Node): number {
  if (node === first) return Number.POSITIVE_INFINITY;
  const failed = node.status === 'error' ? 1e15 : 0;
  return failed + (node.durationMs ?? 1e12);
}
