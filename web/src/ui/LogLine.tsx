import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { Log } from '@/api/types';
import { clockMillis } from '@/lib/format';
import { toJson } from '@/lib/json-rows';
import { bodyText, extraText, logFields } from '@/lib/log-text';
import { t } from '@/lib/strings';
import { buttonClass } from './Button';
import { CopyButton } from './CopyButton';
import { Code } from './JsonTree';
import s from './log.module.css';

interface LogLineProps {
  log: Log;
  isOpen: boolean;
  onToggle: (id: string) => void;
  /** Without the way to its execution, where that is the page already. */
  isInside?: boolean;
}

/** One log record: a line that opens to its fields. */
export const LogLine = memo(function LogLine({ log, isOpen, onToggle, isInside }: LogLineProps) {
  const body = bodyText(log);
  return (
    <div className={s.line} data-level={log.level ?? undefined}>
      <button
        type="button"
        className={s.summary}
        aria-expanded={isOpen}
        onClick={() => onToggle(log.id)}
      >
        <time dateTime={log.timestamp} title={log.timestamp}>
          {clockMillis(log.timestamp)}
        </time>
        <span className={s.level}>{log.level ?? log.severityText ?? t.logs.noLevel}</span>
        <span className={s.service}>{log.service}</span>
        <span className={s.message}>{body}</span>
        <span className={s.extra}>{extraText(log)}</span>
      </button>
      {isOpen && <Opened log={log} isInside={isInside} />}
    </div>
  );
});

function Opened({ log, isInside }: Pick<LogLineProps, 'log' | 'isInside'>) {
  const executionId = log.executionId ?? log.traceId;
  return (
    <div className={s.open}>
      <h3>
        {t.logs.fields}
        <span className="grow" />
        <CopyButton worded text={() => toJson(log)} label={t.logs.copyLine} />
        {executionId && !isInside && (
          <Link
            to="/executions/$executionId"
            params={{ executionId }}
            search={{ span: log.spanId ?? undefined }}
            className={buttonClass({ small: true })}
          >
            {t.logs.openExecution}
          </Link>
        )}
      </h3>
      <div className={s.body}>
        <Code>{toJson(log.body ?? '')}</Code>
      </div>
      <dl className={s.fields}>
        {logFields(log).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
            <CopyButton text={value} label={t.copy} />
          </div>
        ))}
      </dl>
    </div>
  );
}
