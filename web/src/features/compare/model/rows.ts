// Which rows of a comparison are shown, and where the next difference is.
import type { DiffRow } from './tree-diff';

export interface ShownRow {
  row: DiffRow;
  /** Rows of untouched siblings and their subtrees folded into this one. */
  folded: number;
}

/** All rows; or, with `onlyTouched`, those that differ and the way to them, the rest folded. */
export function shownRows(rows: readonly DiffRow[], onlyTouched: boolean): ShownRow[] {
  if (!onlyTouched) return rows.map((row) => ({ row, folded: 0 }));
  const shown: ShownRow[] = [];
  for (let at = 0; at < rows.length; ) {
    const row = rows[at];
    if (row.touched) {
      shown.push({ row, folded: 0 });
      at += 1;
      continue;
    }
    const last = shown.at(-1);
    if (last && last.folded > 0 && last.row.depth === row.depth) last.folded += row.size;
    else shown.push({ row, folded: row.size });
    at += row.size;
  }
  return shown;
}

/** The row after (`step` 1) or before (−1) the current one that differs, going round; −1 for none. */
export function nextDifference(rows: readonly ShownRow[], current: number, step: 1 | -1): number {
  for (let by = 1; by <= rows.length; by += 1) {
    const at = (current + by * step + rows.length * 2) % rows.length;
    if (rows[at].row.change !== 'same') return at;
  }
  return -1;
}

export interface Counts {
  added: number;
  removed: number;
  changed: number;
  same: number;
}

export function countChanges(rows: readonly DiffRow[]): Counts {
  const counts = { added: 0, removed: 0, changed: 0, same: 0 };
  for (const { change } of rows) counts[change] += 1;
  return counts;
}
