import { t } from '@/lib/strings';
import { Bone } from '@/ui/Notice';
import s from '../executions.module.css';
import type { Column } from '../model/columns';

const ROWS = Array.from({ length: 18 }, (_, index) => index);
/** Widths that look like text, the same each time. */
const width = (row: number, column: number) => `${38 + ((row * 37 + column * 53) % 50)}%`;

interface ListSkeletonProps {
  columns: readonly Column[];
  template: string;
  isPhone: boolean;
}

/** The list's shape while it is read. */
export function ListSkeleton({ columns, template, isPhone }: ListSkeletonProps) {
  return (
    <div role="status" aria-busy aria-label={t.loading}>
      {ROWS.map((row) => (
        <div
          key={row}
          className={isPhone ? s.phoneBones : s.row}
          style={isPhone ? undefined : { gridTemplateColumns: template }}
        >
          {columns.map((column, at) => (
            <div key={column.id}>
              {column.id === 'status' ? <Bone width={12} /> : <Bone width={width(row, at)} />}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
