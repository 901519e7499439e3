import { useMemo } from 'react';
import { Pie, PieChart } from 'recharts';
import { percent } from '@/lib/format';
import { t } from '@/lib/strings';
import { shortText, valueText } from '../model/figure';
import { onRing, type Ring, ring, sliceLabels, slices } from '../model/pie';
import { chartSeries } from '../model/series';
import { cut } from './area';
import { type ChartProps, openedAt } from './chart-props';
import s from './charts.module.css';
import { Plot, type PlotSize, type Spot } from './Plot';

const words = t.dashboards.chart;
/** A ring smaller than this has no room for words in its middle. */
const ROOMY = 52;
/** Air between slices, less where it would be all that is seen of them. */
const edge = (count: number) => (count < 2 ? 0 : count > 16 ? 0.5 : 2);
const NO_MARGIN = { top: 0, right: 0, bottom: 0, left: 0 };

/** Shares of a whole: a donut, each slice named beside it, the whole in its middle. */
export function PieCard({ card, answer, onOpen }: ChartProps) {
  const parts = useMemo(() => slices(chartSeries(card, answer)), [card, answer]);
  const data = parts.map(({ value, series }, index) => ({ index, value, fill: series.color }));

  function spotAt(x: number, y: number, size: PlotSize): Spot | null {
    const at = ring(size.width, size.height);
    const away = Math.hypot(x - at.x, y - at.y);
    if (away > at.outer + 6 || away < at.inner - 6) return null;
    const turn = (Math.atan2(x - at.x, at.y - y) / (2 * Math.PI) + 1) % 1;
    const index = parts.findIndex(({ from, to }) => turn >= from && turn < to);
    return index < 0 ? null : { index, series: null };
  }
  function read({ index }: Spot, size: PlotSize) {
    const part = parts[index];
    const at = ring(size.width, size.height);
    const [x] = onRing(at, part ? (part.from + part.to) / 2 : 0, at.outer);
    const label = part?.series.label ?? '';
    const value = words.share(valueText(card, part?.value ?? null), percent(part?.share ?? 0));
    const color = part?.series.color ?? '';
    return {
      x,
      title: label,
      rows: [{ id: '0', label: '', value, color }],
      hint: onOpen && words.open,
    };
  }
  const open = ({ index }: Spot) =>
    onOpen?.(openedAt(answer, undefined, parts[index]?.series.group ?? null));

  return (
    <Plot
      label={card.title}
      count={parts.length}
      depth={1}
      spotAt={spotAt}
      read={read}
      onOpen={onOpen && open}
    >
      {(size, spot) => {
        const at = ring(size.width, size.height);
        return (
          <>
            <PieChart
              {...size}
              margin={NO_MARGIN}
              accessibilityLayer={false}
              className={s.recharts}
            >
              <Pie
                data={data.map((each) => ({
                  ...each,
                  fillOpacity: spot && spot.index !== each.index ? 0.5 : 1,
                }))}
                dataKey="value"
                cx={at.x}
                cy={at.y}
                innerRadius={at.inner}
                outerRadius={at.outer}
                startAngle={90}
                endAngle={-270}
                stroke="var(--surface)"
                strokeWidth={edge(data.length)}
                isAnimationActive={false}
                rootTabIndex={-1}
              />
            </PieChart>
            <svg className={s.over} width={size.width} height={size.height} aria-hidden>
              {sliceLabels(parts, at, size).map((label) => (
                <Words key={label.slice.series.id} label={label} card={card} />
              ))}
              <Middle at={at} text={answer.value === null ? '' : shortWhole(card, answer.value)} />
            </svg>
          </>
        );
      }}
    </Plot>
  );
}

const shortWhole = (card: ChartProps['card'], value: number) => {
  const text = valueText(card, value);
  return text.length > 9 ? shortText(card, value) : text;
};

function Words({
  label,
  card,
}: { label: ReturnType<typeof sliceLabels>[number] } & Pick<ChartProps, 'card'>) {
  const { slice, isRight, line, x, y, width } = label;
  const anchor = isRight ? 'start' : 'end';
  return (
    <g>
      <path
        className={s.lead}
        d={`M${line.map(([a, b]) => `${a.toFixed(1)} ${b.toFixed(1)}`).join('L')}`}
      />
      <text className={s.name} x={x} y={y} textAnchor={anchor}>
        {cut(slice.series.label, width)}
        <title>{slice.series.label}</title>
      </text>
      <text x={x} y={y + 13} textAnchor={anchor}>
        {cut(
          words.share(valueText(card, slice.value), `${Math.round(slice.share * 100)} %`),
          width,
        )}
      </text>
    </g>
  );
}

function Middle({ at, text }: { at: Ring; text: string }) {
  if (at.outer < ROOMY || !text) return null;
  return (
    <>
      <text className={s.mid} x={at.x} y={at.y + 4} textAnchor="middle">
        {text}
      </text>
      <text x={at.x} y={at.y + 19} textAnchor="middle">
        {words.total}
      </text>
    </>
  );
}
