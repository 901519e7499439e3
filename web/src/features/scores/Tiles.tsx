import { Link } from '@tanstack/react-router';
import type { ScoreKind, ScoreSummary } from '@/api/scores';
import { count } from '@/lib/format';
import { t } from '@/lib/strings';
import { scoreNumber } from '@/ui/scores/model/value';
import { meanText } from './model/figures';
import s from './scores.module.css';
import { useScoreSearch } from './search';

const words = t.scores.page;

/** How many scores there are, and what they come to. */
export function Tiles({ summary, kind }: { summary: ScoreSummary; kind: ScoreKind }) {
  const { search } = useScoreSearch();
  const { total } = summary;
  const hasNumbers = total.mean !== null;
  return (
    <dl className={s.tiles}>
      <div>
        <dt>{words.count}</dt>
        <dd>
          <Link
            to="/executions"
            search={{ scoreName: summary.name, agentId: search.agentId }}
            title={words.executions}
          >
            {count(total.count)}
          </Link>
        </dd>
      </div>
      {hasNumbers && (
        <div>
          <dt>{kind === 'boolean' ? words.share : words.mean}</dt>
          <dd>{meanText(total.mean, kind)}</dd>
        </div>
      )}
      {hasNumbers && kind !== 'boolean' && (
        <>
          <div>
            <dt>{words.min}</dt>
            <dd>{scoreNumber(total.min)}</dd>
          </div>
          <div>
            <dt>{words.max}</dt>
            <dd>{scoreNumber(total.max)}</dd>
          </div>
        </>
      )}
    </dl>
  );
}
