import { Link } from '@tanstack/react-router';
import { ChartLine, List, ListTree } from 'lucide-react';
import type { Score } from '@/api/scores';
import { listTime } from '@/lib/format';
import { t } from '@/lib/strings';
import { popoverStyles } from '@/ui/Popover';
import { ScoreValue } from '@/ui/scores/ScoreValue';
import { Time } from '@/ui/Time';
import { useExecutionId, useExecutionSearch } from '../search';
import { chartOf, listOf } from './model';
import s from './scores.module.css';

const words = t.scores;

/** Who gave a score and why, and where it leads: all of the execution, its chart, executions like this one. */
export function ScoreMenu({ score, onDone }: { score: Score; onDone: () => void }) {
  const { search } = useExecutionSearch();
  const executionId = useExecutionId();
  const item = { className: popoverStyles.item, onClick: onDone };
  return (
    <>
      <div className={s.told}>
        <b>
          <bdi>{score.name}</bdi>
        </b>
        <ScoreValue value={score.value} label={score.label} />
        {score.comment && <p dir="auto">{score.comment}</p>}
        <small>
          <bdi>{score.source}</bdi> · <Time at={score.timestamp}>{listTime(score.timestamp)}</Time>
        </small>
      </div>
      <hr className={popoverStyles.rule} />
      {search.tab !== 'scores' && (
        <Link
          to="/executions/$executionId"
          params={{ executionId }}
          search={{ ...search, tab: 'scores' }}
          {...item}
        >
          <List className="ico" aria-hidden />
          {words.all}
        </Link>
      )}
      <Link to="/scores" search={chartOf(score)} {...item}>
        <ChartLine className="ico" aria-hidden />
        {words.chart}
      </Link>
      <Link to="/executions" search={listOf(score)} {...item}>
        <ListTree className="ico" aria-hidden />
        {typeof score.value === 'string' ? words.listLabelled : words.listBelow}
      </Link>
    </>
  );
}
