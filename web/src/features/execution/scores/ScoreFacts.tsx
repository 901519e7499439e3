import { Link } from '@tanstack/react-router';
import { count } from '@/lib/format';
import { t } from '@/lib/strings';
import { useExecutionId, useExecutionSearch } from '../search';
import { ownScores } from './model';
import { ScoreChip } from './ScoreChip';
import s from './scores.module.css';
import { type ScoresRead, scoresOf } from './useScores';

/** Chips in the head; the others are behind the last one. */
const SHOWN = 4;

/** The execution's own scores, among its facts. */
export function ScoreFacts({ query }: { query: ScoresRead }) {
  const { search } = useExecutionSearch();
  const executionId = useExecutionId();
  const scores = ownScores(scoresOf(query));
  if (scores.length === 0) return null;
  const rest = scores.length - SHOWN;
  return (
    <div className={s.fact}>
      <dt>{t.scores.title}</dt>
      <dd className="num">
        {scores.slice(0, SHOWN).map((score) => (
          <ScoreChip key={score.id} score={score} />
        ))}
        {rest > 0 && (
          <Link
            to="/executions/$executionId"
            params={{ executionId }}
            search={{ ...search, tab: 'scores' }}
            className="link"
            title={t.scores.all}
          >
            +{count(rest)}
          </Link>
        )}
      </dd>
    </div>
  );
}
