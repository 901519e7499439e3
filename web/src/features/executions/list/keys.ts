import { useNavigate } from '@tanstack/react-router';
import type { Execution } from '@/api/types';
import { copyText } from '@/lib/clipboard';
import { useShortcuts } from '@/lib/shortcuts';
import type { Selection } from '../selection';

interface ListKeys {
  rows: readonly Execution[];
  selected: string | undefined;
  select: (id: string | undefined) => void;
  /** The part of the time that is selected. */
  span: Selection;
}

/** After a drag the histogram has the focus, and Enter and Escape with it: now they are the list's. */
function leaveHistogram() {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && activeElement.role === 'slider') activeElement.blur();
}

/**
 * `j` and `k` move, Enter opens, `c` copies the id, Escape closes the preview. Without a row, Enter and
 * Escape are about the selected time.
 */
export function useListKeys({ rows, selected, select, span }: ListKeys) {
  const navigate = useNavigate();
  const at = rows.findIndex((row) => row.executionId === selected);
  const move = (step: number) => {
    if (rows.length === 0) return;
    leaveHistogram();
    const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step;
    select(rows[Math.max(0, Math.min(rows.length - 1, next))].executionId);
  };
  const open = () => {
    if (selected) navigate({ to: '/executions/$executionId', params: { executionId: selected } });
    else if (span.selection) span.zoom(span.selection);
  };
  const leave = () => {
    if (selected) select(undefined);
    else if (span.selection) span.select(null);
  };
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    Enter: open,
    c: () => selected && copyText(selected),
    Escape: leave,
  });
}
