import type { ReactNode } from 'react';
import { cx } from '@/lib/cx';
import s from './table.module.css';

export interface Column<T> {
  head: string;
  /** Said to screen readers alone, as over buttons. */
  silent?: boolean;
  cell: (item: T) => ReactNode;
  /** Of a fixed column; the others share what is left. */
  width?: number;
  align?: 'right';
  /** The one that names the row: first in bold on a phone. */
  main?: boolean;
  /** Not on a phone. */
  wide?: boolean;
}

interface TableProps<T> {
  label: string;
  columns: readonly Column<T>[];
  items: readonly T[];
  keyOf: (item: T) => string;
}

/** A short table; on a phone each row is a block of labelled lines. */
export function Table<T>({ label, columns, items, keyOf }: TableProps<T>) {
  return (
    <table className={s.table} aria-label={label}>
      <colgroup>
        {columns.map((column) => (
          <col key={column.head} style={{ width: column.width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map(({ head, silent, align, wide }) => (
            <th key={head} scope="col" className={cx(align === 'right' && s.right, wide && 'wide')}>
              {silent ? <span className="hidden">{head}</span> : head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={keyOf(item)}>
            {columns.map(({ head, silent, cell, align, main, wide }) => (
              <td
                key={head}
                data-label={silent || main ? undefined : head}
                className={cx(align === 'right' && s.right, main && s.main, wide && 'wide')}
              >
                {cell(item)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
