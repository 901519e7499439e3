import { Link } from '@tanstack/react-router';
import type { Execution, ExecutionDetails, Node } from '@/api/types';
import { cx } from '@/lib/cx';
import { duration } from '@/lib/format';
import { look } from '@/lib/span-types';
import { t } from '@/lib/strings';
import { Bone } from '@/ui/Notice';
import { TypeTag } from '@/ui/Tag';
import { excerpt } from '../model/excerpt';
import s from './preview.module.css';

const words = t.executions.preview;
const ROWS = 10;

interface ExcerptProps {
  execution: Execution;
  details: ExecutionDetails | undefined;
}

const spanLink = (execution: Execution, node?: Node) => ({
  to: '/executions/$executionId' as const,
  params: { executionId: execution.executionId },
  search: { span: node?.spanId },
});

/** The first span that failed, deepest first, and how many more did. */
export function Failing({ execution, details }: ExcerptProps) {
  if (execution.status !== 'error' && execution.errorCount === 0) return null;
  const failed = details?.traces.filter((node) => node.status === 'error') ?? [];
  const deepest = failed.reduce<Node | undefined>(
    (found, node) => (!found || node.depth > found.depth ? node : found),
    undefined,
  );
  const message = deepest?.error?.message ?? deepest?.statusMessage ?? execution.error;
  if (!message && !deepest) return null;
  return (
    <Link {...spanLink(execution, deepest)} className={s.failing}>
      {deepest && (
        <b>
          <TypeTag type={deepest.type} />
          <span className="clip">{deepest.name}</span>
        </b>
      )}
      <span>{message}</span>
      {execution.errorCount > 1 && <small>{words.moreFailing(execution.errorCount - 1)}</small>}
    </Link>
  );
}

/** The trace in ten lines. */
export function TraceExcerpt({ execution, details }: ExcerptProps) {
  const top = details?.traces[0]?.depth ?? 0;
  return (
    <section>
      <h3>
        {words.trace}
        <Link {...spanLink(execution)}>{words.spansLink(execution.spanCount)}</Link>
      </h3>
      <div className="num">
        {details
          ? excerpt(details.traces, ROWS).map(({ node, left, width }) => (
              <div
                key={node.spanId}
                data-family={look(node.type).family}
                className={cx(s.bar, node.status === 'error' && s.bad)}
              >
                <span style={{ paddingLeft: Math.min(6, node.depth - top) * 8 }}>{node.name}</span>
                <div>
                  <i style={{ left: `${left}%`, width: `${width}%` }} />
                </div>
                <em>{duration(node.durationMs)}</em>
              </div>
            ))
          : [0, 1, 2, 3].map((row) => (
              <div key={row} className={s.bar}>
                <Bone width={90 - row * 12} />
              </div>
            ))}
      </div>
    </section>
  );
}
