import type { StatusCounts } from '@/api/types';
import { cx } from '@/lib/cx';
import { count, intervalText } from '@/lib/format';
import { PHONE, useMedia } from '@/lib/media';
import { t } from '@/lib/strings';
import { STATUS_SERIES } from '@/ui/chart/statuses';
import { Histogram } from '@/ui/histogram/Histogram';
import { HistogramSkeleton } from '@/ui/histogram/HistogramSkeleton';
import { SelectionTools } from '@/ui/histogram/SelectionTools';
import type { VolumeQuery } from '../queries';
import { useListSearch } from '../search';
import type { Selection } from '../selection';
import s from './volume.module.css';

const words = t.listing.volume;
const HEIGHT = 90;

interface VolumeProps {
  volume: VolumeQuery;
  selection: Selection;
}

/** How many executions there were when. A drag selects what the list shows, Enter goes into it. */
export function Volume({ volume: query, selection: { selection, select, zoom } }: VolumeProps) {
  const { volume, data, isPlaceholderData, isError, refetch } = query;
  const isPhone = useMedia(PHONE);
  const height = isPhone ? HEIGHT - 18 : HEIGHT;
  const uncounted = volume?.searchedTo
    ? { until: Date.parse(volume.searchedTo), label: words.uncounted }
    : undefined;
  return (
    <section className={s.volume} aria-label={words.label}>
      <header className="num">
        {volume && (
          <>
            <b className="wide">{words.total(volume.total, volume.complete)}</b>
            <StatusKeys counts={volume.counts} />
            <span className={cx('faint', 'wide')}>
              {words.per(intervalText(volume.intervalSeconds))}
            </span>
            {!volume.complete && <span className={s.partly}>{words.partly}</span>}
          </>
        )}
        <span className="grow" />
        {selection && (
          <SelectionTools selection={selection} onZoom={zoom} onClear={() => select(null)} />
        )}
      </header>
      {data ? (
        <Histogram
          label={words.label}
          data={data}
          series={STATUS_SERIES}
          unit={t.listing.count}
          height={height}
          selection={selection}
          onSelect={select}
          onZoom={zoom}
          uncounted={uncounted}
          isStale={isPlaceholderData}
        />
      ) : isError ? (
        <p className={s.failed} style={{ height }}>
          {words.failed}{' '}
          <button type="button" className="link" onClick={() => refetch()}>
            {t.errors.retry}
          </button>
        </p>
      ) : (
        <HistogramSkeleton height={height} />
      )}
    </section>
  );
}

/** The statuses that there are; a click shows one alone. */
function StatusKeys({ counts }: { counts: StatusCounts }) {
  const { search, change } = useListSearch();
  return STATUS_SERIES.filter(({ name }) => counts[name] > 0).map(({ name, label, color }) => (
    <button
      key={name}
      type="button"
      className={s.key}
      title={words.only(label)}
      onClick={() => change({ status: search.status?.length === 1 ? undefined : [name] })}
    >
      <i style={{ background: color }} />
      {count(counts[name])} {label}
    </button>
  ));
}
