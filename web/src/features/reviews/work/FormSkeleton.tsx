import { t } from '@/lib/strings';
import { Bone } from '@/ui/Notice';
import s from './work.module.css';

/** The form's shape while what it is about is read. */
export const FormSkeleton = () => (
  <div className={s.bones} role="status" aria-busy aria-label={t.loading}>
    <Bone width={60} />
    <div className={s.three}>
      <Bone width="100%" />
      <Bone width="100%" />
      <Bone width="100%" />
    </div>
    <Bone width={80} />
    <Bone width="100%" />
    <Bone width="70%" />
    <Bone width="85%" />
  </div>
);
