import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Score } from '@/api/scores';
import type { Node } from '@/api/types';
import { explain } from '@/lib/problem';
import { useMay } from '@/lib/role';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { ScoreValue } from '@/ui/scores/ScoreValue';
import { useExecutionId } from '../search';
import { AddScore } from './AddScore';
import { DeleteScore } from './DeleteScore';
import { ScoreName } from './ScoreChip';
import s from './scores.module.css';
import { useSpanScores } from './useScores';

const words = t.scores;

/** What judges, tests and people think of one span. */
export function SpanScores({ node }: { node: Node }) {
  const executionId = useExecutionId();
  const { scores, error, isKnown } = useSpanScores(executionId, node.spanId);
  const mayWrite = useMay('editor');
  const [isAdding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Score | null>(null);
  if (scores.length === 0 && !mayWrite && !error) return null;
  return (
    <section aria-label={words.title}>
      <h3>
        {words.title}
        {mayWrite && (
          <Button look="ghost" small icon aria-label={words.add} onClick={() => setAdding(true)}>
            <Plus className="ico" aria-hidden />
          </Button>
        )}
      </h3>
      {error && <p className="bad">{explain(error)}</p>}
      {isKnown && scores.length === 0 && <p className={s.none}>{words.noneOfSpan}</p>}
      <ul className={s.list}>
        {scores.map((score) => (
          <li key={score.id}>
            <ScoreName score={score} />
            <ScoreValue value={score.value} label={score.label} />
            <small>
              <bdi>{score.source}</bdi>
            </small>
            {mayWrite && (
              <Button
                look="ghost"
                icon
                small
                aria-label={words.deleteOne(score.name)}
                onClick={() => setLeaving(score)}
              >
                <Trash2 className="ico" aria-hidden />
              </Button>
            )}
            {score.comment && <p dir="auto">{score.comment}</p>}
          </li>
        ))}
      </ul>
      {isAdding && (
        <AddScore executionId={executionId} span={node} onClose={() => setAdding(false)} />
      )}
      {leaving && <DeleteScore score={leaving} onClose={() => setLeaving(null)} />}
    </section>
  );
}
