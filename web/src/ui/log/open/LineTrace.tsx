import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { executionPreviewQuery } from '@/api/executions';
import type { Log } from '@/api/types';
import { cx } from '@/lib/cx';
import { duration } from '@/lib/format';
import { useProject } from '@/lib/project';
import { look } from '@/lib/span-types';
import { t } from '@/lib/strings';
import { buttonClass } from '@/ui/Button';
import { Bone } from '@/ui/Notice';
import { StatusTag, TypeTag } from '@/ui/Tag';
import { type WaterfallRow, waterfall } from '../model/waterfall';
import s from './open.module.css';

const ROWS = 7;

/** The trace that a line belongs to, in a few bars, with the line's moment. */
export function LineTrace({ log }: { log: Log }) {
  const executionId = log.executionId ?? log.traceId;
  const query = useQuery({
    ...executionPreviewQuery(useProject(), executionId ?? ''),
    enabled: executionId !== null,
  });
  if (!executionId) return <p className={s.nothing}>{t.logs.noTrace}</p>;
  const found = query.data && waterfall(query.data.traces, log, ROWS);
  const { execution } = query.data ?? {};
  return (
    <section className={s.trace}>
      <h3>
        {t.logs.trace}
        {execution && (
          <>
            <StatusTag status={execution.status} />
            <span className="faint num">
              {t.logs.traceSum(duration(execution.durationMs), execution.spanCount)}
            </span>
          </>
        )}
        <span className="grow" />
        <Link
          to="/executions/$executionId"
          params={{ executionId }}
          search={{ tab: 'trace', span: log.spanId ?? undefined }}
          className={buttonClass({ small: true })}
        >
          {t.logs.openExecution}
        </Link>
      </h3>
      {query.isPending &&
        [0, 1, 2, 3].map((row) => (
          <div key={row} className={s.bar}>
            <Bone width={110 - row * 14} />
          </div>
        ))}
      {query.isError && <p className={s.nothing}>{t.logs.traceAbsent}</p>}
      {found && (
        <div className={s.waterfall}>
          {found.rows.map((row) => (
            <Bar
              key={row.node.spanId}
              row={row}
              executionId={executionId}
              isOwn={row.node.spanId === log.spanId}
            />
          ))}
          {found.moment !== null && (
            <div className={s.track} aria-hidden>
              <i
                className={s.moment}
                style={{ left: `${found.moment}%` }}
                title={t.logs.thisLine}
              />
            </div>
          )}
        </div>
      )}
    </section>
  );
}

interface BarProps {
  row: WaterfallRow;
  executionId: string;
  isOwn: boolean;
}

function Bar({ row: { node, depth, left, width }, executionId, isOwn }: BarProps) {
  const end = left + width;
  const place = end < 76 ? { left: `${end}%` } : { right: `${100 - left}%` };
  return (
    <Link
      to="/executions/$executionId"
      params={{ executionId }}
      search={{ tab: 'trace', span: node.spanId }}
      className={cx(s.bar, isOwn && s.ownSpan)}
      data-family={look(node.type).family}
      data-bad={node.status === 'error' || undefined}
    >
      <span style={{ paddingLeft: Math.min(4, depth) * 8 }}>
        <TypeTag type={node.type} />
        <span className="clip">{node.name}</span>
      </span>
      <span>
        <i style={{ left: `${left}%`, width: `${width}%` }} />
        {(end < 76 || left > 24) && <small style={place}>{duration(node.durationMs)}</small>}
      </span>
    </Link>
  );
}
