import s from './chart.module.css';

interface ReadOutProps {
  /** Where it points to, and how wide its chart is. */
  x: number;
  width: number;
  title: string;
  rows: readonly { id: string; label: string; value: string; color: string }[];
  hint?: string;
}

const WIDTH = 164;
const GAP = 12;

/** What the chart says at one place, beside it on the side that has room. */
export function ReadOut({ x, width, title, rows, hint }: ReadOutProps) {
  const fitsLeft = x - GAP - WIDTH >= 0;
  const left = fitsLeft ? x - GAP - WIDTH : Math.min(x + GAP, Math.max(0, width - WIDTH));
  return (
    <div className={s.readOut} style={{ left, width: WIDTH }} aria-hidden>
      <b>{title}</b>
      {rows.map(({ id, label, value, color }) => (
        <div key={id}>
          <i style={{ background: color }} />
          <u>{label}</u>
          <span>{value}</span>
        </div>
      ))}
      {hint && <em>{hint}</em>}
    </div>
  );
}
