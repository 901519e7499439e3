// Find in trace: which nodes carry a text, and which match comes next.
import type { Node } from '@/api/types';
import { look, typeName } from '@/lib/span-types';

const SEPARATOR = '\n';

/** What a node is found by, in lower case: name, type, ids, model, tool, agent, error. */
export function searchText(node: Node): string {
  const words = [
    node.name,
    node.type,
    look(node.type).label,
    typeName(node.type),
    node.subtype,
    node.spanId,
    node.id,
    node.model,
    node.service,
    node.tool?.name,
    node.tool?.callId,
    node.agentName,
    node.error?.type,
    node.error?.message,
    node.statusMessage,
  ];
  return words.filter(Boolean).join(SEPARATOR).toLowerCase();
}

/** 1 for each node that carries the text, null for an empty query. */
export function findMatches(texts: readonly string[], query: string): Uint8Array | null {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return null;
  const found = new Uint8Array(texts.length);
  for (let index = 0; index < texts.length; index += 1) {
    if (texts[index].includes(wanted)) found[index] = 1;
  }
  return found;
}

/** The marks with those of some span ids added. */
export function withIds(
  found: Uint8Array | null,
  indexOf: ReadonlyMap<string, number>,
  ids: ReadonlySet<string> | null,
): Uint8Array | null {
  if (!found || !ids || ids.size === 0) return found;
  const all = found.slice();
  for (const id of ids) {
    const index = indexOf.get(id);
    if (index !== undefined) all[index] = 1;
  }
  return all;
}

/** The marked nodes in display order. */
export function inOrder(order: Int32Array, isMarked: (index: number) => boolean): number[] {
  const marked: number[] = [];
  for (const index of order) if (isMarked(index)) marked.push(index);
  return marked;
}

/**
 * The hit after (`step` 1) or before (−1) the current node in display order, going round at the ends;
 * −1 where there is none.
 */
export function nextHit(
  hits: readonly number[],
  placeOf: (index: number) => number,
  current: number,
  step: 1 | -1,
): number {
  if (hits.length === 0) return -1;
  const here = current < 0 ? -1 : placeOf(current);
  if (step === 1) return hits.find((hit) => placeOf(hit) > here) ?? hits[0];
  const before = hits.findLast((hit) => placeOf(hit) < here);
  return before ?? hits[hits.length - 1];
}
