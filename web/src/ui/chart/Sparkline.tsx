import s from './chart.module.css';
import { areaPath, linePath, stretches } from './path';

const WIDTH = 200;
const HEIGHT = 30;

interface SparklineProps {
  values: readonly (number | null)[];
  color: string;
}

/** The course of a figure without an axis: a picture beside the number that says it. */
export function Sparkline({ values, color }: SparklineProps) {
  const known = values.filter((value) => value !== null);
  const top = Math.max(...known, 0) * 1.06 || 1;
  const low = Math.min(...known, top) * 0.5;
  const step = WIDTH / Math.max(1, values.length - 1);
  const height = (value: number) => HEIGHT - 1 - ((value - low) / (top - low)) * (HEIGHT - 3);
  const parts = stretches(values, (index, value) => [index * step, height(value)]);
  return (
    <svg
      className={s.spark}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      <path d={parts.map((part) => areaPath(part, HEIGHT)).join('')} fill={color} opacity=".09" />
      <path
        d={parts.map(linePath).join('')}
        fill="none"
        stroke={color}
        strokeWidth="1.5"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
