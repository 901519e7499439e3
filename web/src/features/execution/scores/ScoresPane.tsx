import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Score } from '@/api/scores';
import type { ExecutionDetails } from '@/api/types';
import { useMay } from '@/lib/role';
import { t } from '@/lib/strings';
import { Button, buttonClass } from '@/ui/Button';
import { Bone, Empty, Failure } from '@/ui/Notice';
import { AddScore } from './AddScore';
import { DeleteScore } from './DeleteScore';
import { ScoreTable } from './ScoreTable';
import s from './scores.module.css';
import { type ScoresRead, scoresOf } from './useScores';

const words = t.scores;

interface ScoresPaneProps {
  details: ExecutionDetails;
  query: ScoresRead;
}

/** All scores of the execution and of its spans. */
export function ScoresPane({ details, query }: ScoresPaneProps) {
  const mayWrite = useMay('editor');
  const [isAdding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Score | null>(null);
  const names = useMemo(
    () => new Map(details.traces.map(({ spanId, name }) => [spanId, name])),
    [details.traces],
  );
  const scores = scoresOf(query);
  const add = mayWrite && (
    <Button onClick={() => setAdding(true)}>
      <Plus className="ico" aria-hidden />
      {words.add}
    </Button>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={s.pane} aria-label={words.title} tabIndex={0}>
      {query.isError && !query.data && (
        <Failure error={query.error} onRetry={() => query.refetch()} />
      )}
      {query.isPending && <Bones />}
      {query.isSuccess && scores.length === 0 && (
        <Empty title={words.noneHere} text={words.noneHereText}>
          {add}
        </Empty>
      )}
      {scores.length > 0 && (
        <>
          <ScoreTable
            scores={scores}
            spanName={(spanId) => names.get(spanId)}
            onDelete={mayWrite ? setLeaving : undefined}
          />
          <footer className={s.foot}>
            {add}
            {query.hasNextPage && (
              <Button disabled={query.isFetching} onClick={() => query.fetchNextPage()}>
                {query.isFetchNextPageError ? t.errors.retry : words.more}
              </Button>
            )}
            <span className="grow" />
            <Link to="/scores" className={buttonClass({ look: 'ghost' })}>
              {words.charts}
            </Link>
          </footer>
        </>
      )}
      {isAdding && (
        <AddScore executionId={details.execution.executionId} onClose={() => setAdding(false)} />
      )}
      {leaving && <DeleteScore score={leaving} onClose={() => setLeaving(null)} />}
    </section>
  );
}

const Bones = () => (
  <div className={s.bones} role="status" aria-busy aria-label={t.loading}>
    {[40, 55, 35, 60].map((width) => (
      <Bone key={width} width={`${width}%`} />
    ))}
  </div>
);
