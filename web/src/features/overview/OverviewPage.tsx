import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Overview } from '@/api/types';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Caveat, Empty, Failure } from '@/ui/Notice';
import { Page } from '@/ui/Page';
import { FailingAgents, SlowestAgents } from './AgentCards';
import { DurationCard } from './DurationCard';
import { Failures } from './Failures';
import { Models } from './Models';
import { OverviewSkeleton } from './OverviewSkeleton';
import s from './overview.module.css';
import { useOverview } from './queries';
import { StatusCard } from './StatusCard';
import { Tiles } from './Tiles';

const words = t.overview;

/** How the project is doing: every figure leads to what it counts. */
export function OverviewPage({ tools }: { tools: ReactNode }) {
  const { data, error, isPending, isPlaceholderData, refetch } = useOverview();
  return (
    <Page title={words.title} tools={tools}>
      {data && error && <Caveat>{words.stale}</Caveat>}
      <div className={s.page} aria-busy={isPlaceholderData}>
        {data && <Figures overview={data} isStale={isPlaceholderData} />}
        {isPending && <OverviewSkeleton />}
        {!data && error && <Failure error={error} onRetry={() => refetch()} />}
      </div>
    </Page>
  );
}

function Figures({ overview, isStale }: { overview: Overview; isStale: boolean }) {
  if (overview.total.executions === 0) return <NothingHere />;
  return (
    <>
      <Tiles overview={overview} />
      <StatusCard overview={overview} isStale={isStale} />
      <DurationCard overview={overview} />
      <SlowestAgents overview={overview} />
      <FailingAgents overview={overview} />
      <Failures overview={overview} />
      <Models overview={overview} />
    </>
  );
}

function NothingHere() {
  const navigate = useNavigate();
  const look = (range: string) =>
    navigate({ to: '/overview', search: { range, from: undefined, to: undefined } });
  return (
    <Empty title={words.empty} text={words.emptyText}>
      <Button onClick={() => look('30d')}>{t.time.presets['30d']}</Button>
      <Button onClick={() => look('all')}>{t.executions.lookAtAll}</Button>
    </Empty>
  );
}
