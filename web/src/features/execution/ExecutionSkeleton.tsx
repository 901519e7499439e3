import { t } from '@/lib/strings';
import { Bone } from '@/ui/Notice';
import s from './execution.module.css';

const FACTS = [130, 60, 50, 110, 64, 90, 100];
const ROWS = Array.from({ length: 16 }, (_, index) => index);

/** The page's shape while it is read. */
export const ExecutionSkeleton = () => (
  <div role="status" aria-busy aria-label={t.loading} className={s.skeleton}>
    <div className={s.facts}>
      {FACTS.map((width) => (
        <div key={width} className={s.boneFact}>
          <Bone width={44} />
          <Bone width={width} />
        </div>
      ))}
    </div>
    <div className={s.boneTabs} />
    <div className={s.boneTabs} />
    {ROWS.map((row) => (
      <div key={row} className={s.boneRow}>
        <Bone width={120 + ((row * 47) % 110)} />
        <span style={{ paddingLeft: `${(row * 5) % 60}%` }}>
          <Bone width={`${20 + ((row * 31) % 40)}%`} />
        </span>
      </div>
    ))}
  </div>
);
