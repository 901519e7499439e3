// One log record: a line that opens to its fields.
import { memo } from 'react';
import type { Log } from '@/api/types';
import { clock, clockMillis, day } from '@/lib/format';
import { t } from '@/lib/strings';
import s from './log.module.css';
import { useLook } from './look';
import { Marked } from './Marked';
import { attributeText, bodyText, extraText } from './model/text';
import { OpenLine } from './open/OpenLine';

interface LogLineProps {
  log: Log;
  isOpen: boolean;
  isAtCursor?: boolean;
  onToggle: (id: string) => void;
}

export const LogLine = memo(function LogLine(props: LogLineProps) {
  const { log, isOpen, isAtCursor, onToggle } = props;
  const { search, columns = [], shared, isWrapped, hasDays } = useLook();
  return (
    <div
      className={s.line}
      data-level={log.level ?? 'unknown'}
      data-wrap={isWrapped || undefined}
      data-cursor={isAtCursor || undefined}
    >
      <button
        type="button"
        className={s.summary}
        aria-expanded={isOpen}
        aria-current={isAtCursor || undefined}
        onClick={() => onToggle(log.id)}
      >
        <time dateTime={log.timestamp} title={log.timestamp}>
          {hasDays ? `${day(log.timestamp)} ${clock(log.timestamp)}` : clockMillis(log.timestamp)}
        </time>
        <span className={s.level}>{log.level ?? log.severityText ?? t.logs.noLevel}</span>
        <span className={s.service}>{log.service}</span>
        <span className={s.message}>
          <Marked text={bodyText(log)} search={search} />
        </span>
        {columns.map((key) => (
          <span key={key} className={s.cell}>
            <Marked text={attributeText(log, key)} search={search} />
          </span>
        ))}
        {columns.length === 0 && (
          <span className={s.extra}>
            <Marked text={extraText(log, search, shared)} search={search} />
          </span>
        )}
      </button>
      {isOpen && <OpenLine log={log} />}
    </div>
  );
});
