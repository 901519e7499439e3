import { t } from '@/lib/strings';
import s from './histogram.module.css';

const BONES = Array.from({ length: 48 }, (_, index) => 18 + ((index * 37) % 29));

/** The room of a histogram until it is there. */
export function HistogramSkeleton({ height = 104 }: { height?: number }) {
  return (
    <div className={s.bones} style={{ height }} role="status" aria-busy aria-label={t.loading}>
      {BONES.map((share, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never change
        <i key={index} style={{ height: `${share}%` }} />
      ))}
    </div>
  );
}
