import type { ReactNode } from 'react';
import s from './scores.module.css';

interface CardProps {
  title: string;
  /** At the right of the title. */
  aside?: ReactNode;
  children: ReactNode;
}

export const Card = ({ title, aside, children }: CardProps) => (
  <section className={s.card} aria-label={title}>
    <header>
      <h2>{title}</h2>
      {aside && <span>{aside}</span>}
    </header>
    {children}
  </section>
);
