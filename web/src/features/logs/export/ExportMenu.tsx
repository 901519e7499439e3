import { Download } from 'lucide-react';
import type { LogOrder, LogScope } from '@/api/logs';
import { t } from '@/lib/strings';
import { buttonClass } from '@/ui/Button';
import { Popover, PopoverItem, popoverStyles } from '@/ui/Popover';
import s from '../logs.module.css';
import { MOST_EXPORTED, useExport } from './useExport';

const words = t.logs.export;

interface ExportMenuProps {
  scope: LogScope;
  order: LogOrder;
  columns: readonly string[];
}

/** Saves the lines as a file, says how far it is, and whether that was all. */
export function ExportMenu({ scope, order, columns }: ExportMenuProps) {
  const { progress, start, cancel } = useExport(scope, order, columns);
  return (
    <>
      {progress.state !== 'idle' && (
        <span className={s.progress} role="status">
          {progress.state === 'running' && (
            <>
              {words.running(progress.count)}{' '}
              <button type="button" className="link" onClick={cancel}>
                {words.cancel}
              </button>
            </>
          )}
          {progress.state === 'done' && words.done(progress.count, progress.isAll)}
          {progress.state === 'failed' && <span className="bad">{words.failed}</span>}
        </span>
      )}
      <Popover
        label={words.title}
        width={236}
        triggerClass={`${buttonClass({ look: 'ghost', small: true })} wide`}
        trigger={
          <>
            <Download className="ico" aria-hidden />
            {words.title}
          </>
        }
      >
        {(close) => (
          <>
            <p className={popoverStyles.head}>{words.bound(MOST_EXPORTED)}</p>
            {(['jsonl', 'csv'] as const).map((format) => (
              <PopoverItem
                key={format}
                onClick={() => {
                  start(format);
                  close();
                }}
              >
                {words[format]}
              </PopoverItem>
            ))}
          </>
        )}
      </Popover>
    </>
  );
}
