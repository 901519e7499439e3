import type { Score } from '@/api/scores';
import { t } from '@/lib/strings';
import { Popover } from '@/ui/Popover';
import { ScoreValue } from '@/ui/scores/ScoreValue';
import { ScoreMenu } from './ScoreMenu';
import s from './scores.module.css';

interface Props {
  score: Score;
}

/** A score by name and value; a click tells who gave it and why, and leads on. */
export const ScoreChip = ({ score }: Props) => (
  <Popover
    label={t.scores.of(score.name)}
    width={300}
    triggerClass={s.chip}
    trigger={
      <>
        <bdi className={s.name}>{score.name}</bdi>
        <ScoreValue value={score.value} />
      </>
    }
  >
    {(close) => <ScoreMenu score={score} onDone={close} />}
  </Popover>
);

/** Its name alone, where the value stands beside it. */
export const ScoreName = ({ score }: Props) => (
  <Popover
    label={t.scores.of(score.name)}
    width={300}
    triggerClass={s.nameButton}
    trigger={<bdi>{score.name}</bdi>}
  >
    {(close) => <ScoreMenu score={score} onDone={close} />}
  </Popover>
);
