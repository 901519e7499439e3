// In what two spans that stand for each other differ, beyond what differs every time.
import type { Node } from '@/api/types';

export type Difference = 'name' | 'status' | 'model' | 'duration' | 'tokens' | 'cost';

/** A quarter longer or shorter, and by more than a clock's noise. */
const DURATION = { share: 0.25, least: 10 };
/** A tenth more or fewer, and by more than a word. */
const TOKENS = { share: 0.1, least: 10 };
const COST = { share: 0.1, least: 0.0001 };

export function differences(left: Node, right: Node): Difference[] {
  const found: Difference[] = [];
  if (left.name !== right.name) found.push('name');
  if (left.status !== right.status) found.push('status');
  if ((left.model ?? null) !== (right.model ?? null)) found.push('model');
  if (isFar(left.durationMs, right.durationMs, DURATION)) found.push('duration');
  if (isFar(tokensOf(left), tokensOf(right), TOKENS)) found.push('tokens');
  if (isFar(left.cost, right.cost, COST)) found.push('cost');
  return found;
}

type Value = number | null | undefined;

/** Whether two values are apart by a share of the larger, and by the least that counts. */
function isFar(left: Value, right: Value, { share, least }: { share: number; least: number }) {
  if (typeof left !== 'number' || typeof right !== 'number') return false;
  const apart = Math.abs(left - right);
  return apart >= least && apart >= share * Math.max(left, right);
}

/** What a span itself tells, the total or its parts; null where it tells none. */
export function tokensOf({ usage }: Node): number | null {
  if (!usage) return null;
  return usage.totalTokens ?? (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);
}

export interface Delta {
  /** What the right has more. */
  by: number;
  /** Of the left; null where the left is nothing. */
  share: number | null;
}

export function delta(left: Value, right: Value): Delta | null {
  if (typeof left !== 'number' || typeof right !== 'number') return null;
  const by = right - left;
  return { by, share: left === 0 ? null : by / left };
}
