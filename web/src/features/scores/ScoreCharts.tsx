import type { ScoreKind } from '@/api/scores';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Bone, Caveat, Empty, Failure } from '@/ui/Notice';
import { AgentCard } from './AgentCard';
import { CourseCard } from './CourseCard';
import { DistributionCard } from './DistributionCard';
import { Filters } from './Filters';
import { kindOfSummary } from './model/distribution';
import { useScoreStats } from './queries';
import s from './scores.module.css';
import { NO_FILTERS, useScoreSearch } from './search';
import { Tiles } from './Tiles';

const words = t.scores.page;

/** Everything about the scores of one name. `kind` is undefined until it is known. */
export function ScoreCharts({ name, kind: known }: { name: string; kind?: ScoreKind }) {
  const { search, change } = useScoreSearch();
  const { data, error, isPending, isPlaceholderData, refetch } = useScoreStats(name, search);
  const isFiltered = search.agentId !== undefined || search.source !== undefined;
  const kind = data && kindOfSummary(data, known);
  return (
    <>
      <Filters name={name} agents={data?.agents ?? []} />
      {data && error && <Caveat>{t.overview.stale}</Caveat>}
      {!data && error && <Failure error={error} onRetry={() => refetch()} />}
      {isPending && <ChartsSkeleton />}
      {data && data.total.count === 0 && (
        <Empty title={words.absent(name)} text={words.absentText}>
          {isFiltered && <Button onClick={() => change(NO_FILTERS)}>{words.clear}</Button>}
        </Empty>
      )}
      {data && kind && data.total.count > 0 && (
        <div className={s.cards} aria-busy={isPlaceholderData}>
          <Tiles summary={data} kind={kind} />
          <CourseCard summary={data} kind={kind} />
          <DistributionCard summary={data} kind={kind} />
          <AgentCard summary={data} kind={kind} />
        </div>
      )}
    </>
  );
}

const ChartsSkeleton = () => (
  <div className={s.cards} role="status" aria-busy aria-label={t.loading}>
    {[84, 268, 250].map((height) => (
      <div key={height} className={s.boneCard} style={{ height }}>
        <Bone width="30%" />
        <Bone width="70%" />
      </div>
    ))}
  </div>
);
