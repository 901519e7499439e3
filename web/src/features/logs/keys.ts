import { useNavigate } from '@tanstack/react-router';
import { useShortcuts } from '@/lib/shortcuts';
import type { Lines } from '@/ui/log/look';
import { isGap, type LogRow } from '@/ui/log/rows';
import { type Condition, canExclude } from './model/conditions';

interface LogKeys {
  rows: readonly LogRow[];
  lines: Lines;
  onCondition: (condition: Condition) => void;
  onTail: () => void;
}

/** The field under the pointer, or the one that has the focus. */
function fieldInSight(): { key: string; value: string } | null {
  const pointed = document.querySelector<HTMLElement>('[data-field]:hover');
  const element = pointed ?? document.activeElement?.closest<HTMLElement>('[data-field]');
  const { field, value } = element?.dataset ?? {};
  return field && value !== undefined ? { key: field, value } : null;
}

/**
 * `j` and `k` move, Enter opens a line, `t` its execution; `i` shows only lines with the value under the
 * pointer (or of the line's service), `x` those without it; Space follows and pauses, Escape closes.
 */
export function useLogKeys({ rows, lines, onCondition, onTail }: LogKeys) {
  const navigate = useNavigate();
  const at = rows.findIndex((row) => row.id === lines.cursor);
  const row = rows[at];
  const log = row && !isGap(row) ? row : undefined;

  const move = (step: number) => {
    let next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step;
    while (rows[next] && isGap(rows[next])) next += step;
    if (rows[next]) lines.seek(rows[next].id);
  };
  const ask = (isNot: boolean) => {
    const field = fieldInSight() ?? (log?.service ? { key: 'service', value: log.service } : null);
    if (field && !(isNot && !canExclude(field.key))) onCondition({ ...field, isNot });
  };
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    Enter: () => log && lines.toggle(log.id),
    t: () => {
      const executionId = log?.executionId ?? log?.traceId;
      if (!executionId) return;
      const search = { tab: 'trace' as const, span: log?.spanId ?? undefined };
      navigate({ to: '/executions/$executionId', params: { executionId }, search });
    },
    i: () => ask(false),
    x: () => ask(true),
    ' ': onTail,
    Escape: lines.closeAll,
  });
}
