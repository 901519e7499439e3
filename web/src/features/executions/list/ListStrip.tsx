import { Columns3 } from 'lucide-react';
import { t } from '@/lib/strings';
import { buttonClass } from '@/ui/Button';
import { Popover, PopoverItem, popoverStyles } from '@/ui/Popover';
import s from '../executions.module.css';
import { ALWAYS, COLUMNS } from '../model/columns';
import type { useExecutions } from '../queries';
import type { ChosenColumns } from './columns';

interface ListStripProps {
  executions: ReturnType<typeof useExecutions>;
  sort: string;
  columns: ChosenColumns;
}

/** What the list shows, what waits above it, and its columns. */
export function ListStrip({ executions, sort, columns }: ListStripProps) {
  const { rows, fresh, overflow, list, takeFresh } = executions;
  return (
    <div className={s.strip}>
      <span className="num">
        {list.isSuccess && (
          <>
            <b>{t.executions.shown(rows.length, list.hasNextPage)}</b>{' '}
            {t.executions.shownNoun(rows.length)}{' '}
            <span className="faint">· {t.executions.order[sort]}</span>
          </>
        )}
      </span>
      {fresh > 0 && (
        <button
          type="button"
          className={s.fresh}
          aria-label={t.executions.freshLabel(fresh)}
          onClick={takeFresh}
        >
          {t.executions.fresh(fresh, overflow)}
        </button>
      )}
      <span className="grow" />
      <ColumnsMenu columns={columns} />
    </div>
  );
}

function ColumnsMenu({ columns }: { columns: ChosenColumns }) {
  return (
    <Popover
      label={t.executions.columnsTitle}
      width={200}
      triggerClass={`${buttonClass({ look: 'ghost', small: true })} wide`}
      trigger={
        <>
          <Columns3 className="ico" aria-hidden />
          {t.executions.columns}
        </>
      }
    >
      {() => (
        <>
          <p className={popoverStyles.head}>{t.executions.columnsTitle}</p>
          {COLUMNS.filter(({ id }) => !ALWAYS.has(id)).map(({ id }) => (
            <PopoverItem
              key={id}
              checked={columns.chosen.includes(id)}
              onClick={() => columns.toggle(id)}
            >
              <span className={popoverStyles.tick} />
              {t.executions.column[id]}
            </PopoverItem>
          ))}
          <hr className={popoverStyles.rule} />
          <PopoverItem onClick={columns.reset}>{t.executions.columnsReset}</PopoverItem>
        </>
      )}
    </Popover>
  );
}
