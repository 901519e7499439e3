// Counts over time, stacked by kind. A stretch of it is chosen by dragging or with the keyboard.
import { useMemo, useRef, useState } from 'react';
import { cx } from '@/lib/cx';
import { useSize } from '@/lib/size';
import { t } from '@/lib/strings';
import { HoverCard } from './HoverCard';
import s from './histogram.module.css';
import { domainOf, type HistogramData, type Series, sumOf, type TimeSpan } from './model/buckets';
import { placeOf } from './model/scale';
import { spanOf } from './model/selection';
import { spanText } from './model/time-ticks';
import { Plot } from './Plot';
import { Selected } from './Selected';
import { GUTTER, useBrush } from './useBrush';

export interface HistogramProps {
  /** What is counted, for screen readers: `Lines by level`. */
  label: string;
  data: HistogramData;
  /** From the ground up. */
  series: readonly Series[];
  /** A number of what is counted, in words: `4,510 lines`. */
  unit: (count: number) => string;
  /** Goes into a stretch of time: a drag, a click on a bar, or Enter. */
  onZoom: (span: TimeSpan) => void;
  /** With these two a drag only selects: the page shows what is selected, and Enter zooms. */
  selection?: TimeSpan | null;
  onSelect?: (span: TimeSpan | null) => void;
  /** What was not counted yet: everything before an instant. */
  uncounted?: Uncounted;
  height?: number;
  /** The figures are those of a question asked before. */
  isStale?: boolean;
  className?: string;
}

export interface Uncounted {
  until: number;
  /** How many there may be in each bucket, where that is known: they give the shape of the shade. */
  totals?: readonly number[];
  label: string;
}

const HEIGHT = 104;

export function Histogram(props: HistogramProps) {
  const { label, data, series, unit, onZoom, uncounted, height = HEIGHT } = props;
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  const [own, setOwn] = useState<TimeSpan | null>(null);
  const isSelecting = props.onSelect !== undefined;
  const domain = useMemo(() => domainOf(data), [data]);
  // What was chosen may lie outside after the page went on to another time.
  const chosen = props.selection ?? own;
  const isInSight = chosen && chosen.from < domain.to && chosen.to > domain.from;
  const selection = isInSight ? chosen : null;
  const brush = useBrush({
    data,
    width: Math.max(0, width - GUTTER),
    selection,
    onSelect: props.onSelect ?? setOwn,
    onDone: isSelecting ? undefined : onZoom,
    onZoom,
  });
  const whole = useMemo(() => sumOf(data), [data]);
  const shown = brush.dragged ?? selection;
  const place = (time: number) => GUTTER + placeOf(time, domain, Math.max(0, width - GUTTER));
  const at = brush.at === null ? null : spanOf(data, brush.at, brush.at);
  const spoken = shown ?? at ?? data.span;
  const sum = sumOf(data, shown ?? at ?? undefined);
  return (
    <div
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-description={t.histogram.hint}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, data.buckets.length - 1)}
      aria-valuenow={brush.at ?? 0}
      aria-valuetext={`${spanText(spoken)}: ${unit(sum.total)}`}
      className={cx(s.histogram, props.className)}
      data-stale={props.isStale || undefined}
      data-edge={brush.isOnEdge || undefined}
      style={{ height }}
      {...brush.handlers}
    >
      {width > 0 && (
        <>
          <Plot {...{ data, series, width, height, uncounted, isEmpty: whole.total === 0 }} />
          {shown && (
            <Selected
              left={place(shown.from)}
              right={place(shown.to)}
              width={width}
              text={`${spanText(shown)} · ${unit(sumOf(data, shown).total)}`}
              hasHandles={isSelecting}
            />
          )}
          {at && brush.at !== null && !brush.dragged && (
            <HoverCard
              bucket={data.buckets[brush.at]}
              span={at}
              left={place(at.from)}
              right={place(at.to)}
              width={width}
              series={series}
              unit={unit}
            />
          )}
        </>
      )}
    </div>
  );
}
