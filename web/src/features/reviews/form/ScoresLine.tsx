import { useInfiniteQuery } from '@tanstack/react-query';
import { executionScoresQuery, type Score } from '@/api/scores';
import { count } from '@/lib/format';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { ScoreValue } from '@/ui/scores/ScoreValue';
import s from './scores.module.css';

/** More do not fit into the line. */
const MOST = 6;

/** What judges and tests think of the execution as a whole: what a reviewer agrees with, or does not. */
export function ScoresLine({ executionId }: { executionId: string }) {
  const { data } = useInfiniteQuery(executionScoresQuery(useProject(), executionId));
  const scores = data?.pages[0]?.items.filter(({ spanId }) => spanId === null) ?? [];
  if (scores.length === 0) return null;
  return (
    <ul className={s.scores} aria-label={t.reviewForm.scores}>
      {scores.slice(0, MOST).map((score) => (
        <li key={score.id} title={told(score)}>
          <bdi className="clip">{score.name}</bdi>
          <ScoreValue value={score.value} />
        </li>
      ))}
      {scores.length > MOST && <li className="faint num">+{count(scores.length - MOST)}</li>}
    </ul>
  );
}

/** Who gave it, and why. */
const told = ({ name, source, comment }: Score) =>
  [name, source, comment].filter(Boolean).join('\n');
