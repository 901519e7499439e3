import { Link } from '@tanstack/react-router';
import { Funnel } from 'lucide-react';
import type { ScoreKind, ScoreSummary } from '@/api/scores';
import { count } from '@/lib/format';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { scoreNumber, shareOf } from '@/ui/scores/model/value';
import { ShareBar } from '@/ui/scores/ScoreValue';
import { type Column, Table } from '@/ui/Table';
import { Card } from './Card';
import { meanText } from './model/figures';
import s from './scores.module.css';
import { useScoreSearch } from './search';

const words = t.scores.page;
type Agent = ScoreSummary['agents'][number];

/** Who was scored how. A name leads to its executions that have this score. */
export function AgentCard({ summary, kind }: { summary: ScoreSummary; kind: ScoreKind }) {
  const { change } = useScoreSearch();
  const hasNumbers = summary.total.mean !== null;
  const figures: Column<Agent>[] = [
    {
      head: kind === 'boolean' ? words.share : words.mean,
      width: 116,
      cell: ({ mean }) => <Mean mean={mean} kind={kind} />,
    },
  ];
  const bounds: Column<Agent>[] = [
    { head: words.min, width: 58, align: 'right', cell: ({ min }) => scoreNumber(min) },
    { head: words.max, width: 70, align: 'right', cell: ({ max }) => scoreNumber(max) },
  ];
  const columns: Column<Agent>[] = [
    {
      head: words.agent,
      main: true,
      cell: ({ agent }) =>
        agent === null ? (
          <span className="faint">{words.noAgent}</span>
        ) : (
          <Link
            to="/executions"
            search={{ scoreName: summary.name, agentId: [agent] }}
            className="link"
            aria-label={words.ofAgent(agent)}
          >
            <bdi>{agent}</bdi>
          </Link>
        ),
    },
    ...(hasNumbers ? figures : []),
    {
      head: words.count,
      width: 66,
      align: 'right',
      cell: (agent) => count(agent.count),
    },
    ...(hasNumbers && kind !== 'boolean' ? bounds : []),
    {
      head: words.addFilter,
      silent: true,
      width: 48,
      align: 'right',
      cell: ({ agent }) =>
        agent !== null && (
          <Button
            look="ghost"
            icon
            small
            aria-label={words.only(agent)}
            onClick={() => change({ agentId: [agent] })}
          >
            <Funnel className="ico" aria-hidden />
          </Button>
        ),
    },
  ];
  return (
    <Card title={words.byAgent}>
      <Table
        label={words.byAgent}
        columns={columns}
        items={summary.agents}
        keyOf={({ agent }) => JSON.stringify(agent)}
      />
    </Card>
  );
}

function Mean({ mean, kind }: { mean: number | null; kind: ScoreKind }) {
  const share = shareOf(mean);
  return (
    <span className={s.mean}>
      {share !== null && <ShareBar share={share} />}
      <span className="num">{meanText(mean, kind)}</span>
    </span>
  );
}
