import type { Score } from '@/api/scores';
import { t } from '@/lib/strings';
import { Confirm } from '@/ui/FormDialog';
import { ScoreValue } from '@/ui/scores/ScoreValue';
import { useDeleteScore } from './useScores';

const words = t.scores;

/** Takes a mistake away. */
export function DeleteScore({ score, onClose }: { score: Score; onClose: () => void }) {
  const removal = useDeleteScore(onClose);
  return (
    <Confirm
      title={words.deleteTitle}
      action={words.delete}
      busy={removal.isPending}
      onConfirm={() => removal.mutate(score)}
      onClose={onClose}
    >
      <p>
        <b>
          <bdi>{score.name}</bdi>
        </b>{' '}
        <ScoreValue value={score.value} label={score.label} />
      </p>
      <p>{words.deleteText}</p>
    </Confirm>
  );
}
