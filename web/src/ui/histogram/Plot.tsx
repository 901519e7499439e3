// The drawing: bars, axes, and the shade over what was not counted.
import { memo, useId } from 'react';
import { axisCount } from '@/lib/format';
import type { Uncounted } from './Histogram';
import s from './histogram.module.css';
import { barPaths, ghostPath } from './model/bars';
import { domainOf, type HistogramData, type Series } from './model/buckets';
import { bucketAt, countTicks, placeOf, roundTop } from './model/scale';
import { timeTicks } from './model/time-ticks';
import { GUTTER } from './useBrush';

/** Over the bars, for what is written there, and under them, for times. */
export const HEAD = 18;
export const FOOT = 18;

interface PlotProps {
  data: HistogramData;
  series: readonly Series[];
  width: number;
  height: number;
  uncounted: Uncounted | undefined;
  isEmpty: boolean;
}

export const Plot = memo(function Plot(props: PlotProps) {
  const { data, series, width, height, uncounted, isEmpty } = props;
  const tall = height - HEAD - FOOT;
  const wide = Math.max(0, width - GUTTER);
  const domain = domainOf(data);
  const top = roundTop(Math.max(0, ...data.buckets.map(({ total }) => total)));
  const box = { width: wide, height: tall, top };
  const paths = barPaths(data.buckets, series, box);
  return (
    <svg className={s.plot} width={width} height={height} aria-hidden>
      {countTicks(top, tall).map((count) => {
        const y = HEAD + tall - (count / top) * tall;
        if (isEmpty && count > 0) return null;
        return (
          <g key={count}>
            <line x1={GUTTER} x2={width} y1={y} y2={y} />
            <text x={GUTTER - 6} y={y + 3.5} textAnchor="end">
              {axisCount(count)}
            </text>
          </g>
        );
      })}
      {timeTicks(domain, wide).map(({ time, label }) => {
        const x = GUTTER + placeOf(time, domain, wide);
        const isCut = x < GUTTER + 12 || x > width - 16;
        return isCut ? null : (
          <text key={time} x={x} y={height - 4} textAnchor="middle">
            {label}
          </text>
        );
      })}
      <g transform={`translate(${GUTTER} ${HEAD})`}>
        {series.map(({ name, color }, index) => (
          <path key={name} d={paths[index]} style={{ fill: color }} />
        ))}
      </g>
      {uncounted && <Shade {...{ uncounted, data, width, box }} />}
    </svg>
  );
});

interface ShadeProps {
  uncounted: Uncounted;
  data: HistogramData;
  width: number;
  box: { width: number; height: number; top: number };
}

function Shade({ uncounted: { until, totals, label }, data, width, box }: ShadeProps) {
  const pattern = useId();
  const domain = domainOf(data);
  const end = GUTTER + Math.min(box.width, Math.max(0, placeOf(until, domain, box.width)));
  const upTo = bucketAt(until, domain, data.interval);
  const isLeft = end - GUTTER > width / 2;
  return (
    <g>
      <pattern id={pattern} width="6" height="6" patternUnits="userSpaceOnUse">
        <path d="M0 6 6 0" className={s.hatch} />
      </pattern>
      <rect
        x={GUTTER}
        y={HEAD}
        width={end - GUTTER}
        height={box.height}
        fill={`url(#${pattern})`}
      />
      {totals && (
        <path
          className={s.ghost}
          transform={`translate(${GUTTER} ${HEAD})`}
          d={ghostPath(totals, box, upTo)}
        />
      )}
      <line className={s.frontier} x1={end} x2={end} y1={HEAD - 4} y2={HEAD + box.height} />
      <text x={isLeft ? end - 6 : end + 6} y={HEAD + 9} textAnchor={isLeft ? 'end' : 'start'}>
        {label}
      </text>
    </g>
  );
}
