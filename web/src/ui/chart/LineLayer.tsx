import s from './chart.module.css';
import type { LineChartProps } from './LineChart';
import { apart, linePath, stretches } from './path';
import type { PlotArea } from './plot';

interface LineLayerProps extends Pick<LineChartProps, 'lines' | 'format'> {
  area: PlotArea;
  /** The bucket that is read. */
  at: number | null;
}

const LABEL = 14;

/** Grid, axes, lines and their names. */
export function LineLayer({ area, lines, format, at }: LineLayerProps) {
  const { left, right, floor, top, x, y } = area;
  const ends = lines.flatMap((line) => {
    const index = line.values.findLastIndex((value) => value !== null);
    const value = line.values[index];
    return index < 0 || value === null ? [] : [{ ...line, index, value }];
  });
  const heights = apart(
    ends.map(({ value }) => y(value)),
    LABEL,
    floor - 2,
  );
  return (
    <svg className={s.plot} width={area.width} height={area.height} aria-hidden>
      {area.scale.ticks.map(({ value, label }) => {
        const height = Math.round(y(value)) + 0.5;
        return (
          <g key={value}>
            <line className={s.grid} x1={left} x2={right} y1={height} y2={height} />
            <text x={left - 6} y={height + 3.5} textAnchor="end">
              {label}
            </text>
          </g>
        );
      })}
      {area.times.map((tick) => (
        <text key={tick.x} x={tick.x} y={area.height - 3} textAnchor="middle">
          {tick.label}
        </text>
      ))}
      {at !== null && <line className={s.hair} x1={x(at)} x2={x(at)} y1={top} y2={floor} />}
      {lines.map((line) => (
        <path
          key={line.id}
          d={stretches(line.values, (index, value) => [x(index), y(value)])
            .map(linePath)
            .join('')}
          fill="none"
          stroke={line.color}
          strokeWidth="1.5"
          strokeLinejoin="round"
        />
      ))}
      {at !== null &&
        lines.map(({ id, color, values }) => {
          const value = values[at];
          if (value === null || value === undefined) return null;
          return <circle key={id} cx={x(at)} cy={y(value)} r="3" fill={color} />;
        })}
      {ends.map(({ id, label, color, index, value }, order) => (
        <g key={id}>
          <circle cx={x(index)} cy={y(value)} r="2.5" fill={color} />
          <text className={s.name} x={right + 5} y={heights[order] + 4}>
            {label} {format(value)}
          </text>
        </g>
      ))}
    </svg>
  );
}
