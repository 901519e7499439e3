import { count as countText } from '@/lib/format';
import s from './histogram.module.css';
import type { Bucket, Series, TimeSpan } from './model/buckets';
import { spanText } from './model/time-ticks';

interface HoverCardProps {
  bucket: Bucket;
  span: TimeSpan;
  left: number;
  right: number;
  width: number;
  series: readonly Series[];
  unit: (count: number) => string;
}

/** What one bar says, beside it. */
export function HoverCard({ bucket, span, left, right, width, series, unit }: HoverCardProps) {
  const place = left > width / 2 ? { right: width - left + 8 } : { left: right + 8 };
  const told = series.filter(({ name }) => bucket.counts[name] > 0).reverse();
  return (
    <div aria-hidden>
      <div className={s.hovered} style={{ left, width: right - left }} />
      <div className={s.card} style={place}>
        <p>
          {spanText(span)} <b>{unit(bucket.total)}</b>
        </p>
        {told.map(({ name, label, color }) => (
          <div key={name}>
            <i style={{ background: color }} />
            {label}
            <b>{countText(bucket.counts[name])}</b>
          </div>
        ))}
      </div>
    </div>
  );
}
