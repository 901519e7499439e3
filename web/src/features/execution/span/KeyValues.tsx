import type { ReactNode } from 'react';
import s from './panel.module.css';

export type Pair = [name: string, value: ReactNode];

const isThere = (value: ReactNode) =>
  value !== null && value !== undefined && value !== '' && value !== false;

/** Names and values in two columns; what has no value is left out. */
export function KeyValues({ title, pairs }: { title: string; pairs: readonly Pair[] }) {
  const told = pairs.filter(([, value]) => isThere(value));
  if (told.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <dl className={s.pairs}>
        {told.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
