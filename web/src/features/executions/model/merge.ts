// Live data without moving a row: rows on screen are brought up to date in place, new ones are counted.
import type { Execution } from '@/api/types';

export interface Merged {
  rows: Execution[];
  /** Executions that came since; the list takes them in only when asked. */
  fresh: number;
  /** Whether there may be more new ones than the first page holds. */
  overflow: boolean;
}

/** `head` is the list's first page, read again. */
export function mergeHead(rows: Execution[], head: readonly Execution[] | undefined): Merged {
  if (!head) return { rows, fresh: 0, overflow: false };
  const newer = new Map(head.map((each) => [each.executionId, each]));
  const known = new Set(rows.map((each) => each.executionId));
  let changed = false;
  const merged = rows.map((row) => {
    const again = newer.get(row.executionId);
    if (!again || isSame(row, again)) return row;
    changed = true;
    return again;
  });
  const fresh = head.filter((each) => !known.has(each.executionId)).length;
  const overflow = rows.length > 0 && fresh === head.length;
  return { rows: changed ? merged : rows, fresh, overflow };
}

const isSame = (a: Execution, b: Execution) =>
  a.status === b.status &&
  a.spanCount === b.spanCount &&
  a.durationMs === b.durationMs &&
  a.totalTokens === b.totalTokens &&
  a.cost === b.cost;
