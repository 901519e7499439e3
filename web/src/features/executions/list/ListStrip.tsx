import { Columns3 } from 'lucide-react';
import type { ListScope } from '@/api/executions';
import { count } from '@/lib/format';
import { t } from '@/lib/strings';
import { buttonClass } from '@/ui/Button';
import { Popover, PopoverItem, popoverStyles } from '@/ui/Popover';
import s from '../executions.module.css';
import { ExportMenu } from '../export/ExportMenu';
import { ALWAYS, COLUMNS } from '../model/columns';
import type { useExecutions } from '../queries';
import type { ChosenColumns } from './columns';

interface ListStripProps {
  executions: ReturnType<typeof useExecutions>;
  scope: ListScope;
  columns: ChosenColumns;
  /** How many there are in all and how many of them failed, where it was counted. */
  counted: Counted | null;
}

export interface Counted {
  total: number;
  errors: number;
  isSelection: boolean;
}

/** What the list shows, what waits above it, and its columns. */
export function ListStrip({ executions, scope, columns, counted }: ListStripProps) {
  const { rows, fresh, overflow, list, takeFresh } = executions;
  return (
    <div className={s.strip}>
      <span className="num clip">
        {list.isSuccess && (
          <>
            <Amount rows={rows.length} more={list.hasNextPage} counted={counted} />
            <span className="faint wide"> · {t.executions.order[String(scope.filter.sort)]}</span>
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
      <ExportMenu scope={scope} rows={rows} hasMore={list.hasNextPage} />
    </div>
  );
}

/** How many: as counted, else as many as are loaded. */
function Amount({ rows, more, counted }: { rows: number; more: boolean; counted: Counted | null }) {
  if (!counted || counted.total < rows) {
    return (
      <>
        <b>{t.executions.shown(rows, more)}</b> {t.executions.shownNoun(rows)}
      </>
    );
  }
  const { total, errors, isSelection } = counted;
  return (
    <>
      <b>{count(total)}</b> {isSelection ? t.listing.inSelection : t.executions.shownNoun(total)}
      {errors > 0 && <span className="faint wide"> · {t.listing.errorsShown(errors)}</span>}
    </>
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
