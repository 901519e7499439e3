import { Link } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import type { Overview } from '@/api/types';
import { count, duration, percent } from '@/lib/format';
import { t } from '@/lib/strings';
import { Card, Nothing } from './Card';
import { failuresOfAgent, longerThan, ofAgent, slowOfAgent, withStatus } from './model/links';
import s from './overview.module.css';

const words = t.overview;
const PALE = 'color-mix(in srgb, var(--agent) 45%, var(--surface))';

/** Two lengths in one bar, the shorter one in front; in percent. */
const bar = (color: string, front: number, back = 0) =>
  ({ '--c': color, '--front': `${front}%`, '--back': `${back}%` }) as CSSProperties;

export function SlowestAgents({ overview: { slowest } }: { overview: Overview }) {
  const most = Math.max(1, ...slowest.map(({ p95DurationMs }) => p95DurationMs ?? 0));
  const share = (ms: number | null) => ((ms ?? 0) / most) * 100;
  const keys = (
    <>
      <span className={s.key}>
        <i style={{ background: 'var(--agent)' }} />
        p50
      </span>
      <span className={s.key}>
        <i style={{ background: PALE }} />
        p95
      </span>
    </>
  );
  return (
    <Card title={words.slowest} target={longerThan(null)} className={s.w4} aside={keys}>
      {slowest.length === 0 ? (
        <Nothing>{words.noAgents}</Nothing>
      ) : (
        <table className="num">
          <thead>
            <tr>
              <th>{words.agent}</th>
              <th className={s.right}>{words.p95Duration}</th>
            </tr>
          </thead>
          <tbody>
            {slowest.map((each) => (
              <tr key={each.agent}>
                <AgentCell agent={each.agent} target={ofAgent(each)} />
                <td
                  title={words.agentTimes(
                    duration(each.p50DurationMs),
                    duration(each.p95DurationMs),
                  )}
                >
                  <Link to="/executions" search={slowOfAgent(each)} className={s.bar}>
                    <i
                      style={bar(
                        'var(--agent)',
                        share(each.p50DurationMs),
                        share(each.p95DurationMs),
                      )}
                    />
                    <span>{duration(each.p95DurationMs)}</span>
                  </Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

export function FailingAgents({ overview: { failing } }: { overview: Overview }) {
  const most = Math.max(1, ...failing.map(({ errorRate }) => errorRate ?? 0));
  return (
    <Card title={words.failing} target={withStatus('error')} className={s.w4}>
      {failing.length === 0 ? (
        <Nothing>{words.noneFailing}</Nothing>
      ) : (
        <table className="num">
          <thead>
            <tr>
              <th>{words.agent}</th>
              <th className={s.errors}>{words.errors}</th>
              <th className={s.right}>{words.errorRate}</th>
            </tr>
          </thead>
          <tbody>
            {failing.map((each) => (
              <tr key={each.agent}>
                <AgentCell agent={each.agent} target={ofAgent(each)} />
                <td className={s.errors} title={words.ofExecutions(each.executions)}>
                  <Link to="/executions" search={failuresOfAgent(each)}>
                    {count(each.errors)}
                  </Link>
                </td>
                <td>
                  <Link to="/executions" search={failuresOfAgent(each)} className={s.bar}>
                    <i style={bar('var(--error)', ((each.errorRate ?? 0) / most) * 100)} />
                    <span>{each.errorRate === null ? '–' : percent(each.errorRate / 100)}</span>
                  </Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

const AgentCell = ({ agent, target }: { agent: string; target: ReturnType<typeof ofAgent> }) => (
  <td className="clip">
    <Link to="/executions" search={target} title={agent}>
      {agent}
    </Link>
  </td>
);
