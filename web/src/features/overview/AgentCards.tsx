// Cards that tell agents apart by one figure, drawn as a bar beside it.
import { Link } from '@tanstack/react-router';
import type { CSSProperties, ReactNode } from 'react';
import type { Overview } from '@/api/types';
import { count, duration, percent } from '@/lib/format';
import { t } from '@/lib/strings';
import { Card, Nothing } from './Card';
import {
  failuresOfAgent,
  type ListTarget,
  longerThan,
  ofAgent,
  slowOfAgent,
  withStatus,
} from './model/links';
import s from './overview.module.css';

const words = t.overview;
const PALE = 'color-mix(in srgb, var(--agent) 45%, var(--surface))';

export function SlowestAgents({ overview: { slowest } }: { overview: Overview }) {
  const most = Math.max(1, ...slowest.map(({ p95DurationMs }) => p95DurationMs ?? 0));
  const share = (ms: number | null) => ((ms ?? 0) / most) * 100;
  return (
    <Card
      title={words.slowest}
      target={longerThan(null)}
      className={s.w4}
      aside={
        <>
          <ColorKey color="var(--agent)" name="p50" />
          <ColorKey color={PALE} name="p95" />
        </>
      }
    >
      <AgentTable
        agents={slowest}
        none={words.noAgents}
        heads={<th className={s.right}>{words.p95Duration}</th>}
        cells={(each) => (
          <BarCell
            target={slowOfAgent(each)}
            title={words.agentTimes(duration(each.p50DurationMs), duration(each.p95DurationMs))}
            color="var(--agent)"
            front={share(each.p50DurationMs)}
            back={share(each.p95DurationMs)}
            text={duration(each.p95DurationMs)}
          />
        )}
      />
    </Card>
  );
}

export function FailingAgents({ overview: { failing } }: { overview: Overview }) {
  const most = Math.max(1, ...failing.map(({ errorRate }) => errorRate ?? 0));
  return (
    <Card title={words.failing} target={withStatus('error')} className={s.w4}>
      <AgentTable
        agents={failing}
        none={words.noneFailing}
        heads={
          <>
            <th className={s.errors}>{words.errors}</th>
            <th className={s.right}>{words.errorRate}</th>
          </>
        }
        cells={(each) => (
          <>
            <td className={s.errors} title={words.ofExecutions(each.executions)}>
              <Link to="/executions" search={failuresOfAgent(each)}>
                {count(each.errors)}
              </Link>
            </td>
            <BarCell
              target={failuresOfAgent(each)}
              color="var(--error)"
              front={((each.errorRate ?? 0) / most) * 100}
              text={each.errorRate === null ? '–' : percent(each.errorRate / 100)}
            />
          </>
        )}
      />
    </Card>
  );
}

const ColorKey = ({ color, name }: { color: string; name: string }) => (
  <span className={s.key}>
    <i style={{ background: color }} />
    {name}
  </span>
);

interface AgentTableProps<Agent> {
  agents: readonly Agent[];
  /** What is said where there are none. */
  none: string;
  /** Beside the agent's name. */
  heads: ReactNode;
  cells: (agent: Agent) => ReactNode;
}

function AgentTable<Agent extends Parameters<typeof ofAgent>[0]>({
  agents,
  none,
  heads,
  cells,
}: AgentTableProps<Agent>) {
  if (agents.length === 0) return <Nothing>{none}</Nothing>;
  return (
    <table className="num">
      <thead>
        <tr>
          <th>{words.agent}</th>
          {heads}
        </tr>
      </thead>
      <tbody>
        {agents.map((each) => (
          <tr key={each.agent}>
            <td className="clip">
              <Link to="/executions" search={ofAgent(each)} title={each.agent}>
                {each.agent}
              </Link>
            </td>
            {cells(each)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface BarCellProps {
  target: ListTarget;
  title?: string;
  color: string;
  /** Lengths in percent, the shorter one in front. */
  front: number;
  back?: number;
  text: string;
}

const BarCell = ({ target, title, color, front, back = 0, text }: BarCellProps) => (
  <td title={title}>
    <Link to="/executions" search={target} className={s.bar}>
      <i style={{ '--c': color, '--front': `${front}%`, '--back': `${back}%` } as CSSProperties} />
      <span>{text}</span>
    </Link>
  </td>
);
