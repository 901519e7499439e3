import { Link } from '@tanstack/react-router';
import type { Overview } from '@/api/types';
import { briefTime } from '@/lib/format';
import { t } from '@/lib/strings';
import { Time } from '@/ui/Time';
import { Card, Nothing } from './Card';
import { withStatus } from './model/links';
import s from './overview.module.css';

const words = t.overview;

/** What failed last, each a way to its execution. */
export function Failures({ overview: { failures, failureCount } }: { overview: Overview }) {
  const target = withStatus('error');
  const all = failureCount > 0 && (
    <Link to="/executions" search={target}>
      {words.failureCount(failureCount)}
    </Link>
  );
  return (
    <Card title={words.failures} target={target} className={s.w4} aside={all}>
      {failures.length === 0 ? (
        <Nothing>{words.noFailures}</Nothing>
      ) : (
        <ul className={`${s.failures} num`}>
          {failures.map(({ executionId, name, agentName, error, startTime }) => (
            <li key={executionId}>
              <Link
                to="/executions/$executionId"
                params={{ executionId }}
                title={error ?? undefined}
              >
                <Time at={startTime} className="faint">
                  {briefTime(startTime)}
                </Time>
                <em>{error ?? words.noMessage}</em>
                <span className="dim">{agentName ?? name}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
