import { useMemo } from 'react';
import { briefTime } from '@/lib/format';
import { ALL_LEVELS, LEVEL_COLORS } from '@/lib/levels';
import { PHONE, useMedia } from '@/lib/media';
import { t } from '@/lib/strings';
import { Histogram } from '@/ui/histogram/Histogram';
import { HistogramSkeleton } from '@/ui/histogram/HistogramSkeleton';
import { Legend } from '@/ui/histogram/Legend';
import type { Series, TimeSpan } from '@/ui/histogram/model/buckets';
import s from './logs.module.css';
import type { LogCounts } from './queries';

const GRAVEST_FIRST: readonly Series[] = ALL_LEVELS.map((name) => ({
  name,
  label: t.logs.levels[name] ?? name,
  color: LEVEL_COLORS[name],
}));
/** From the ground up, as they stand in the bars. */
const SERIES = [...GRAVEST_FIRST].reverse();

interface LogsHistogramProps {
  counts: LogCounts;
  onZoom: (span: TimeSpan) => void;
}

/** How many lines there are when, by level. */
export function LogsHistogram({ counts: { query, count, searched }, onZoom }: LogsHistogramProps) {
  const isPhone = useMedia(PHONE);
  const height = isPhone ? 84 : 108;
  const uncounted = useMemo(() => {
    if (!count?.until) return undefined;
    const left = searched ? searched.whole - searched.done : null;
    // A phone has no room for it; the line below says the same.
    const label = isPhone ? '' : t.logs.notCounted(left, briefTime(count.until));
    return { until: count.until, totals: searched?.totals, label };
  }, [count, searched, isPhone]);
  // Without counts the page is as good: the list says what is wrong.
  if (query.isError && !count) return null;
  return (
    <div className={s.histogram}>
      {count ? (
        <>
          <Legend series={GRAVEST_FIRST} counts={count.counts} className={s.legend} />
          <Histogram
            label={t.logs.histogram}
            data={count.data}
            series={SERIES}
            unit={t.logs.lines}
            uncounted={uncounted}
            onZoom={onZoom}
            height={height}
            isStale={query.isPlaceholderData}
          />
        </>
      ) : (
        <HistogramSkeleton height={height} />
      )}
    </div>
  );
}
