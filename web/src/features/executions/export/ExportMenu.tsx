import { Download } from 'lucide-react';
import type { ListScope } from '@/api/executions';
import type { Execution } from '@/api/types';
import { t } from '@/lib/strings';
import { Button, buttonClass } from '@/ui/Button';
import { Failure } from '@/ui/Notice';
import { Popover, PopoverItem, popoverStyles } from '@/ui/Popover';
import s from '../executions.module.css';
import { MOST_ROWS, useExport } from './useExport';

const words = t.listing.export;

interface ExportMenuProps {
  scope: ListScope;
  rows: readonly Execution[];
  hasMore: boolean;
}

/** The list as a file. */
export function ExportMenu({ scope, rows, hasMore }: ExportMenuProps) {
  const { read, error, saveAll, saveRows, cancel } = useExport(scope);
  return (
    <Popover
      label={words.label}
      width={252}
      triggerClass={buttonClass({ look: 'ghost', small: true })}
      triggerProps={{ disabled: rows.length === 0, 'aria-label': words.action }}
      trigger={
        <>
          <Download className="ico" aria-hidden />
          <span className="wide">{words.action}</span>
        </>
      }
    >
      {(close) => (
        <>
          <p className={popoverStyles.head}>{words.title}</p>
          <PopoverItem
            onClick={() => {
              saveRows(rows);
              close();
            }}
          >
            {words.loaded(rows.length)}
          </PopoverItem>
          {hasMore && (
            <PopoverItem disabled={read !== null} onClick={saveAll}>
              {words.all(MOST_ROWS)}
            </PopoverItem>
          )}
          {read !== null && (
            <div className={s.exporting} role="status">
              <span className="num">{words.reading(read)}</span>
              <Button small onClick={cancel}>
                {words.cancel}
              </Button>
            </div>
          )}
          {error !== null && <Failure error={error} onRetry={saveAll} />}
        </>
      )}
    </Popover>
  );
}
