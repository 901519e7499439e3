import { ChevronDown, ChevronUp } from 'lucide-react';
import { cx } from '@/lib/cx';
import { t } from '@/lib/strings';
import s from '../executions.module.css';
import { type Column, nextSort } from '../model/columns';
import { DEFAULT_SORT, useListSearch } from '../search';

/** The columns' names; those that sort are buttons. */
export function ListHead({ columns, template }: { columns: readonly Column[]; template: string }) {
  return (
    <div role="rowgroup" className={s.head}>
      <div role="row" className={s.row} style={{ gridTemplateColumns: template }} aria-rowindex={1}>
        {columns.map((column) => (
          <HeadCell key={column.id} column={column} />
        ))}
      </div>
    </div>
  );
}

function HeadCell({ column }: { column: Column }) {
  const { search, change } = useListSearch();
  const name = t.executions.column[column.id];
  const by = search.sort ?? DEFAULT_SORT;
  const key = column.sort;
  const isSorted = key !== undefined && by.replace('-', '') === key;
  const ascending = isSorted && !by.startsWith('-');
  const direction = ascending ? 'ascending' : 'descending';
  const Arrow = ascending ? ChevronUp : ChevronDown;
  if (column.id === 'status') {
    return (
      <div role="columnheader">
        <span className="hidden">{name}</span>
      </div>
    );
  }
  return (
    <div
      role="columnheader"
      aria-sort={isSorted ? direction : undefined}
      className={cx(column.right && s.right)}
    >
      {key ? (
        <button
          type="button"
          className={cx(s.sort, isSorted && s.sorted)}
          aria-label={t.executions.sortBy(name)}
          onClick={() => {
            const sort = nextSort(by, key);
            change({ sort: sort === DEFAULT_SORT ? undefined : sort });
          }}
        >
          {name}
          {isSorted && <Arrow aria-hidden />}
        </button>
      ) : (
        name
      )}
    </div>
  );
}
