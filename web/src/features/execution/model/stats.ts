// Sums over a trace.
import type { Node } from '@/api/types';
import { childrenOf } from './rows';
import type { Trace } from './trace';

export interface TypeShare {
  type: string;
  spans: number;
  errors: number;
  /** Milliseconds in which no child ran. */
  own: number;
  /** Of all own time. */
  share: number;
}

export interface ModelShare {
  model: string;
  calls: number;
  tokens: number;
  cost: number | null;
}

export interface Stats {
  spans: number;
  running: number;
  /** Milliseconds over spans that have ended; null where none has. */
  average: number | null;
  longest: number | null;
  shortest: number | null;
  /** Of ended spans, those that did not fail. */
  success: number | null;
  byType: TypeShare[];
  byModel: ModelShare[];
}

/** For each node the time in which no child of it ran. */
export function selfTimes(trace: Trace): Float64Array {
  const own = new Float64Array(trace.nodes.length);
  for (let index = 0; index < own.length; index += 1) {
    const begin = trace.start[index];
    const end = begin + trace.duration[index];
    let covered = 0;
    // Children come in the order of start, so that their union grows to the right.
    let edge = begin;
    for (const child of childrenOf(trace, index)) {
      const from = Math.max(edge, trace.start[child]);
      const to = Math.min(end, trace.start[child] + trace.duration[child]);
      if (to > from) {
        covered += to - from;
        edge = to;
      }
    }
    own[index] = Math.max(0, trace.duration[index] - covered);
  }
  return own;
}

export function stats(trace: Trace, own = selfTimes(trace)): Stats {
  const ended = trace.nodes
    .map((_, index) => index)
    .filter((i) => trace.nodes[i].durationMs !== null);
  const extreme = (better: (a: number, b: number) => boolean) =>
    ended.reduce<number | null>((best, i) => {
      return best === null || better(trace.duration[i], trace.duration[best]) ? i : best;
    }, null);
  const failed = ended.filter((i) => trace.nodes[i].status === 'error').length;
  const sum = ended.reduce((total, i) => total + trace.duration[i], 0);
  return {
    spans: trace.nodes.length,
    running: trace.nodes.filter((node) => node.status === 'running').length,
    average: ended.length ? sum / ended.length : null,
    longest: extreme((a, b) => a > b),
    shortest: extreme((a, b) => a < b),
    success: ended.length ? 1 - failed / ended.length : null,
    byType: byType(trace, own),
    byModel: byModel(trace),
  };
}

function byType(trace: Trace, own: Float64Array): TypeShare[] {
  const shares = new Map<string, TypeShare>();
  let total = 0;
  trace.nodes.forEach(({ type, status }, index) => {
    const share = shares.get(type) ?? { type, spans: 0, errors: 0, own: 0, share: 0 };
    share.spans += 1;
    share.errors += status === 'error' ? 1 : 0;
    share.own += own[index];
    total += own[index];
    shares.set(type, share);
  });
  for (const share of shares.values()) share.share = total > 0 ? share.own / total : 0;
  return [...shares.values()].sort((a, b) => b.own - a.own || b.spans - a.spans);
}

const tells = ({ usage }: Node) => usage !== null && usage !== undefined;

/**
 * For each node the tokens of all calls below it, itself included. A parent that repeats its children's
 * usage is not counted again.
 */
export function tokensBelow(trace: Trace): Float64Array {
  const below = new Float64Array(trace.nodes.length);
  for (let index = below.length - 1; index >= 0; index -= 1) {
    if (below[index] === 0) below[index] = tokensOf(trace.nodes[index]);
    const parent = trace.parent[index];
    if (parent >= 0) below[parent] += below[index];
  }
  return below;
}

/** What a span itself tells, the total or its parts. */
export const tokensOf = ({ usage }: Node) =>
  usage?.totalTokens ?? (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0);

/** A parent that repeats its children's usage is not counted again: only the lowest that tell are. */
function byModel(trace: Trace): ModelShare[] {
  const told = new Uint8Array(trace.nodes.length);
  const shares = new Map<string, ModelShare>();
  for (let index = trace.nodes.length - 1; index >= 0; index -= 1) {
    const node = trace.nodes[index];
    const parent = trace.parent[index];
    const counts = tells(node) && !told[index];
    if (parent >= 0 && (told[index] || tells(node))) told[parent] = 1;
    if (!counts || !node.model) continue;
    const share = shares.get(node.model) ?? { model: node.model, calls: 0, tokens: 0, cost: null };
    share.calls += 1;
    share.tokens += node.usage?.totalTokens ?? 0;
    if (node.cost !== null) share.cost = (share.cost ?? 0) + node.cost;
    shares.set(node.model, share);
  }
  return [...shares.values()].sort((a, b) => b.tokens - a.tokens);
}
