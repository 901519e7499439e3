import { cx } from '@/lib/cx';
import { t } from '@/lib/strings';
import { Bone } from '../Notice';
import s from './chat.module.css';

const BUBBLES = [180, 320, 240, 380, 140, 300];

/** A conversation's shape while it is read. */
export const ChatSkeleton = () => (
  <div className={s.chat} role="status" aria-busy aria-label={t.loading}>
    <div className={s.column}>
      {BUBBLES.map((width, at) => (
        <div key={width} className={cx(s.say, at % 2 === 1 && s.out)}>
          <div className={s.bubble}>
            <Bone width={width} />
          </div>
        </div>
      ))}
    </div>
  </div>
);
