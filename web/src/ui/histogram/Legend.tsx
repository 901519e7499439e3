import { cx } from '@/lib/cx';
import { count } from '@/lib/format';
import s from './histogram.module.css';
import type { Series } from './model/buckets';

interface LegendProps {
  series: readonly Series[];
  counts: Readonly<Record<string, number>>;
  className?: string;
}

/** The kinds that there are, with their colours and sums. */
export function Legend({ series, counts, className }: LegendProps) {
  return (
    <ul className={cx(s.legend, className)}>
      {series
        .filter(({ name }) => counts[name] > 0)
        .map(({ name, label, color }) => (
          <li key={name}>
            <i style={{ background: color }} />
            {label} <b>{count(counts[name])}</b>
          </li>
        ))}
    </ul>
  );
}
