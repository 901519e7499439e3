import { t } from '@/lib/strings';
import { Bone } from '@/ui/Notice';
import s from './skeleton.module.css';

const SMALL = [0, 1, 2, 3];
const LARGE = [0, 1];

/** A board's shape while it is read. */
export const BoardSkeleton = () => (
  <div className={s.bones} role="status" aria-busy aria-label={t.loading}>
    {SMALL.map((each) => (
      <div key={each}>
        <Bone width="46%" />
        <Bone width="70%" />
      </div>
    ))}
    {LARGE.map((each) => (
      <div key={each} className={s.large}>
        <Bone width="30%" />
      </div>
    ))}
  </div>
);
