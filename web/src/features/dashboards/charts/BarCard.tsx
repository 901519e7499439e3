import { Bar, BarChart, type BarShapeProps, CartesianGrid, XAxis, YAxis } from 'recharts';
import { bucketLabels } from '../model/buckets';
import { shortText } from '../model/figure';
import { type ChartRow, stackEnds } from '../model/rows';
import { valueScale } from '../model/scale';
import { isAdditive } from '../model/series';
import { chartArea, FOOT, labelRoom, TOP } from './area';
import { BarLabels } from './BarLabels';
import type { ChartProps } from './chart-props';
import s from './charts.module.css';
import { Plot, type PlotSize, type Spot } from './Plot';
import { Target } from './Target';
import { useCourse } from './useCourse';

const MOST_WIDE = 46;
/** The part of its bucket that a bar takes. */
const SHARE = 0.62;

/** Bars by time: groups of counts and sums stand on each other, others side by side. */
export function BarCard(props: ChartProps) {
  const { card, answer } = props;
  const { interval, series, buckets, rows, read, open } = useCourse(props);
  const isStacked = isAdditive(card);
  const ends = isStacked ? stackEnds(rows) : rows.flatMap(({ values }) => values);
  const scale = valueScale([...ends, card.target ?? null], 4);
  const ticks = scale.ticks.map((tick) => shortText(card, tick));
  const names = card.query.groupBy ? series.map(({ label }) => label) : [];
  const areaOf = (size: PlotSize) =>
    chartArea(size, scale, ticks, Math.max(4, labelRoom(names, size.width)));
  const stepOf = (size: PlotSize) => {
    const { left, right } = areaOf(size);
    return (right - left) / Math.max(1, buckets.length);
  };

  function spotAt(x: number, y: number, size: PlotSize): Spot | null {
    const area = areaOf(size);
    const index = Math.floor((x - area.left) / stepOf(size));
    const row = rows[index];
    if (!row) return null;
    if (!isStacked || series.length < 2) return { index, series: null };
    let [up, down] = [0, 0];
    const at = row.values.findIndex((value) => {
      const from = (value ?? 0) < 0 ? down : up;
      const to = from + (value ?? 0);
      if ((value ?? 0) < 0) down = to;
      else up = to;
      const [high, low] = [Math.min(area.y(from), area.y(to)), Math.max(area.y(from), area.y(to))];
      return y >= high && y <= low && high < low;
    });
    return { index, series: at < 0 ? null : at };
  }

  return (
    <Plot
      label={card.title}
      count={buckets.length}
      depth={series.length}
      spotAt={spotAt}
      read={(spot, size) => read(spot, areaOf(size).left + (spot.index + 0.5) * stepOf(size))}
      onOpen={open}
    >
      {(size, spot) => {
        const area = areaOf(size);
        const step = stepOf(size);
        const labels = bucketLabels(buckets, interval, step);
        return (
          <>
            <BarChart
              {...size}
              data={rows}
              margin={{ top: TOP, right: size.width - area.right, bottom: 0, left: 0 }}
              stackOffset="sign"
              barCategoryGap={`${((1 - SHARE) / 2) * 100}%`}
              barGap={1}
              maxBarSize={MOST_WIDE}
              accessibilityLayer={false}
              className={s.recharts}
            >
              <CartesianGrid vertical={false} stroke="var(--line)" />
              <XAxis
                dataKey="index"
                height={FOOT}
                interval={0}
                tickFormatter={(index: number) => labels[index] ?? ''}
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
              {series.map(({ id, color }, at) => (
                <Bar
                  key={id}
                  dataKey={(row: ChartRow) => row.values[at] ?? null}
                  stackId={isStacked ? 'all' : undefined}
                  fill={color}
                  isAnimationActive={false}
                  shape={(bar: BarShapeProps) => {
                    const { index, isPart } = bar.payload as ChartRow;
                    const isLow =
                      spot !== null &&
                      (spot.index !== index || (spot.series !== null && spot.series !== at));
                    return (
                      <Block
                        bar={bar}
                        isPart={isPart}
                        isLow={isLow}
                        isOnOther={isStacked && at > 0}
                      />
                    );
                  }}
                />
              ))}
            </BarChart>
            <svg className={s.over} width={size.width} height={size.height} aria-hidden>
              <Target card={card} area={area} />
              <BarLabels
                card={card}
                answer={answer}
                series={series}
                rows={rows}
                area={area}
                step={step}
                width={size.width}
              />
            </svg>
          </>
        );
      }}
    </Plot>
  );
}

interface BlockProps {
  bar: BarShapeProps;
  isPart: boolean;
  isLow: boolean;
  isOnOther: boolean;
}

/** One bar, or one part of a stack, with a hair of air under it; paler where time is not over. */
function Block({ bar, isPart, isLow, isOnOther }: BlockProps) {
  const { x, y, width, height, fill } = bar;
  const top = Math.min(y, y + height);
  const size = Math.abs(height);
  if (!(size > 0)) return null;
  const air = isOnOther && size > 2 ? 1 : 0;
  const strength = (isPart ? 0.55 : 1) * (isLow ? 0.45 : 1);
  // Mixed and not transparent: the grid behind it does not show.
  const color = `color-mix(in srgb, ${fill} ${strength * 100}%, var(--surface))`;
  return <rect x={x} y={top} width={width} height={size - air} style={{ fill: color }} />;
}
