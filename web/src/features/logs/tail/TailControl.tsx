import { Pause, Play } from 'lucide-react';
import { t } from '@/lib/strings';
import { droppedIn, linesIn } from '../model/tail';
import s from './tail.module.css';
import type { LiveTail } from './useTail';

interface TailControlProps {
  live: LiveTail;
  isFollowing: boolean;
  onFollow: (isFollowing: boolean) => void;
}

const words = t.logs.tail;

/** Starts and pauses the tail, and says what came meanwhile, what was dropped, and whether it is lost. */
export function TailControl({ live, isFollowing, onFollow }: TailControlProps) {
  const { tail, state, take } = live;
  const waiting = linesIn(tail.waiting);
  const dropped = droppedIn(tail.shown) + droppedIn(tail.waiting);
  const wasPaused = !isFollowing && tail.shown.length > 0;
  const Icon = isFollowing ? Pause : Play;
  const action = isFollowing ? words.pause : wasPaused ? words.resume : words.start;
  return (
    <div className={s.tail} role="group" aria-label={words.title}>
      <button
        type="button"
        className={s.action}
        title={words.hint}
        aria-pressed={isFollowing}
        onClick={() => onFollow(!isFollowing)}
      >
        <Icon aria-hidden />
        {action}
      </button>
      {state === 'lost' && (
        <span className={s.lost} role="status">
          {words.lost}
        </span>
      )}
      {isFollowing && state !== 'lost' && (
        <span className={s.following} role="status">
          {words.following}
        </span>
      )}
      {!isFollowing && waiting > 0 && (
        <button type="button" aria-label={words.take(waiting)} onClick={take}>
          {wasPaused && <span className="wide">{words.paused} ·</span>}
          <b>{words.waiting(waiting)}</b>
        </button>
      )}
      {dropped > 0 && (
        <span className={s.dropped} title={words.droppedHint}>
          {words.dropped(dropped)}
        </span>
      )}
    </div>
  );
}
