import { CartesianGrid, Line, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts';
import { timeLabels } from '../model/buckets';
import { shortText, valueText } from '../model/figure';
import { type ChartRow, isAlone } from '../model/rows';
import { valueScale } from '../model/scale';
import { type Area, chartArea, FOOT, labelRoom, TOP } from './area';
import type { ChartProps } from './chart-props';
import s from './charts.module.css';
import { LineLabels } from './LineLabels';
import { Plot, type PlotSize, type Spot } from './Plot';
import { Target } from './Target';
import { useCourse } from './useCourse';

/** Pixels within which a line is meant by the pointer. */
const NEAR = 14;

/** Lines over time, named at their ends. What covers only a part of its bucket is dashed. */
export function LineCard(props: ChartProps) {
  const { card } = props;
  const { series, buckets, rows, was, read, open } = useCourse(props);
  const scale = valueScale(
    [
      ...rows.flatMap(({ values }) => values),
      ...(was ?? []).map(({ value }) => value),
      card.target ?? null,
    ],
    3,
  );
  const ticks = scale.ticks.map((tick) => shortText(card, tick));
  const from = buckets[0]?.start ?? 0;
  const to = buckets.at(-1)?.end ?? 1;
  const isOne = series.length === 1;
  const names = series.map(({ label, values }) => {
    const last = values.findLast((value) => value !== null);
    const value = last === undefined ? '' : shortText(card, last ?? 0);
    return card.query.groupBy ? `${label} ${value}` : value;
  });
  const line = rows.length === 1 ? { ...LINE, dot: NO_DOT } : LINE;
  const areaOf = (size: PlotSize) => chartArea(size, scale, ticks, labelRoom(names, size.width));
  const x = (area: Area, index: number) =>
    area.left + ((index + 0.5) * (area.right - area.left)) / Math.max(1, buckets.length);

  function spotAt(left: number, top: number, size: PlotSize): Spot | null {
    if (buckets.length === 0) return null;
    const area = areaOf(size);
    const step = (area.right - area.left) / buckets.length;
    const index = Math.max(0, Math.min(buckets.length - 1, Math.floor((left - area.left) / step)));
    if (isOne) return { index, series: null };
    const away = series.map(({ values }) => {
      const value = values[index] ?? null;
      return value === null ? Number.POSITIVE_INFINITY : Math.abs(area.y(value) - top);
    });
    const least = Math.min(...away);
    return { index, series: least <= NEAR ? away.indexOf(least) : null };
  }

  return (
    <Plot
      label={card.title}
      count={buckets.length}
      depth={series.length}
      spotAt={spotAt}
      read={(spot, size) => read(spot, x(areaOf(size), spot.index))}
      onOpen={open}
    >
      {(size, spot) => {
        const area = areaOf(size);
        const labels = timeLabels(from, to, area.right - area.left);
        return (
          <>
            <LineChart
              {...size}
              data={rows.map((row, index) => ({ ...row, was: was?.[index]?.value ?? null }))}
              margin={{ top: TOP, right: size.width - area.right, bottom: 0, left: 0 }}
              accessibilityLayer={false}
              className={s.recharts}
            >
              <CartesianGrid vertical={false} stroke="var(--line)" />
              <XAxis
                type="number"
                dataKey="middle"
                domain={[from, to]}
                allowDataOverflow
                height={FOOT}
                interval={0}
                ticks={labels.map(({ time }) => time)}
                tickFormatter={(time) => labels.find((each) => each.time === time)?.label ?? ''}
                tickLine={false}
                axisLine={false}
              />
              <YAxis
                width={area.left}
                domain={[scale.low, scale.high]}
                ticks={scale.ticks}
                interval={0}
                tickFormatter={(tick: number) => shortText(card, tick)}
                tickLine={false}
                axisLine={false}
              />
              {spot && (
                <ReferenceLine
                  x={rows[spot.index]?.middle}
                  stroke="var(--text-3)"
                  strokeDasharray="2 3"
                />
              )}
              {was && <Line dataKey="was" stroke="var(--text-3)" strokeOpacity={0.6} {...line} />}
              {series.map(({ id, color }, at) => (
                <Line
                  key={`${id}-part`}
                  dataKey={(row: ChartRow) => row.dashed[at] ?? null}
                  stroke={color}
                  strokeDasharray="2 3"
                  {...line}
                />
              ))}
              {series.map(({ id, color }, at) => (
                <Line
                  key={id}
                  dataKey={(row: ChartRow) => row.solid[at] ?? null}
                  stroke={color}
                  strokeOpacity={spot && spot.series !== null && spot.series !== at ? 0.35 : 1}
                  {...line}
                />
              ))}
            </LineChart>
            <svg className={s.over} width={size.width} height={size.height} aria-hidden>
              <Target card={card} area={area} />
              {series.map(({ id, color, values }, at) =>
                values.map((value, index) =>
                  value !== null && isAlone(rows, index, at) ? (
                    <circle
                      key={`${id}-${buckets[index]?.start}`}
                      cx={x(area, index)}
                      cy={area.y(value)}
                      r="1.8"
                      fill={color}
                    />
                  ) : null,
                ),
              )}
              {spot &&
                series.map(({ id, color, values }) => {
                  const value = values[spot.index] ?? null;
                  if (value === null) return null;
                  return (
                    <circle
                      key={id}
                      cx={x(area, spot.index)}
                      cy={area.y(value)}
                      r="3"
                      fill={color}
                    />
                  );
                })}
              <LineLabels
                series={series}
                names={names}
                area={area}
                width={size.width}
                x={(index) => x(area, index)}
                title={(value) => valueText(card, value)}
              />
            </svg>
          </>
        );
      }}
    </Plot>
  );
}

/** The library draws a point of its own where there is but one: ours are drawn over it. */
const NO_DOT = () => <g />;

const LINE = {
  type: 'linear',
  strokeWidth: 1.5,
  strokeLinejoin: 'round',
  dot: false,
  activeDot: false,
  isAnimationActive: false,
} as const;
