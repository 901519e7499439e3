// The few spans of a trace that a log line shows beside itself, and the line's moment among them.
import type { Log, Node } from '@/api/types';

export interface WaterfallRow {
  node: Node;
  /** Below the topmost row. */
  depth: number;
  /** Percent of the whole. */
  left: number;
  width: number;
}

export interface Waterfall {
  rows: WaterfallRow[];
  /** Percent of the whole; null where the line was written before or after all of it. */
  moment: number | null;
  totalMs: number;
}

const micros = (nanos: string) => Number(BigInt(nanos) / 1000n);

/** At most `most` spans: the top one, those above the line's span and that one, failed ones, long ones. */
export function waterfall(nodes: readonly Node[], log: Log, most: number): Waterfall | null {
  if (nodes.length === 0) return null;
  const start = (node: Node) => micros(node.startTimeUnixNano) / 1000;
  const origin = Math.min(...nodes.map(start));
  const ends = nodes.map((node) => start(node) + (node.durationMs ?? 0));
  const total = Math.max(Math.max(...ends) - origin, 0.001);
  const path = pathTo(nodes, log.spanId);
  const weight = (node: Node, index: number) => {
    if (index === 0) return Number.POSITIVE_INFINITY;
    if (path.has(node.spanId)) return 1e18;
    return (node.status === 'error' ? 1e15 : 0) + (node.durationMs ?? 1e12);
  };
  const ranked = nodes.map((node, index) => ({ node, weight: weight(node, index) }));
  const chosen = new Set(
    ranked
      .sort((a, b) => b.weight - a.weight)
      .slice(0, most)
      .map(({ node }) => node),
  );
  const shown = nodes.filter((node) => chosen.has(node));
  const top = Math.min(...shown.map(({ depth }) => depth));
  const moment = ((micros(log.timestampUnixNano) / 1000 - origin) / total) * 100;
  return {
    rows: shown.map((node) => {
      const left = ((start(node) - origin) / total) * 100;
      const length = node.durationMs ?? total - (start(node) - origin);
      return {
        node,
        depth: node.depth - top,
        left,
        width: Math.min(100 - left, (length / total) * 100),
      };
    }),
    moment: moment >= 0 && moment <= 100 ? moment : null,
    totalMs: total,
  };
}

/** The line's span and those above it. */
function pathTo(nodes: readonly Node[], spanId: string | null): Set<string> {
  const byId = new Map(nodes.map((node) => [node.spanId, node]));
  const path = new Set<string>();
  for (let id = spanId; id && !path.has(id); id = byId.get(id)?.parentSpanId ?? null) path.add(id);
  return path;
}
