import { useNavigate } from '@tanstack/react-router';
import type { Execution } from '@/api/types';
import { copyText } from '@/lib/clipboard';
import { useShortcuts } from '@/lib/shortcuts';

interface ListKeys {
  rows: readonly Execution[];
  selected: string | undefined;
  select: (id: string | undefined) => void;
}

/** `j` and `k` move, Enter opens, `c` copies the id, Escape closes the preview. */
export function useListKeys({ rows, selected, select }: ListKeys) {
  const navigate = useNavigate();
  const at = rows.findIndex((row) => row.executionId === selected);
  const move = (step: number) => {
    if (rows.length === 0) return;
    const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step;
    select(rows[Math.max(0, Math.min(rows.length - 1, next))].executionId);
  };
  const open = () => {
    if (!selected) return;
    navigate({ to: '/executions/$executionId', params: { executionId: selected } });
  };
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    Enter: open,
    c: () => selected && copyText(selected),
    Escape: () => select(undefined),
  });
}
