// Values to filter by, from the rows that are loaded.
import type { Execution } from '@/api/types';
import type { ListKey } from './filters';

const MOST = 30;

const VALUES: Partial<Record<ListKey, (row: Execution) => (string | null)[]>> = {
  agentId: (row) => [row.agentName ?? row.agentId],
  model: (row) => row.models ?? [row.model],
  service: (row) => [row.service],
  threadId: (row) => [row.threadId],
  sessionId: (row) => [row.sessionId],
  userId: (row) => [row.userId],
};

/** The values of a field, the most frequent first. */
export function suggestions(rows: readonly Execution[], field: ListKey): string[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    for (const value of VALUES[field]?.(row) ?? []) {
      if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  return ranked.slice(0, MOST).map(([value]) => value);
}
