import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '@/lib/cx';
import type { ListTarget } from './model/links';
import s from './overview.module.css';

interface CardProps {
  title: string;
  /** The list behind it. */
  target: ListTarget;
  /** At the right of the title. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A part of the page; its title leads to the list behind it. */
export const Card = ({ title, target, aside, className, children }: CardProps) => (
  <section className={cx(s.card, className)} aria-label={title}>
    <header>
      <h2>
        <Link to="/executions" search={target}>
          {title}
          <ChevronRight className="ico" aria-hidden />
        </Link>
      </h2>
      <div className={cx(s.aside, 'num')}>{aside}</div>
    </header>
    {children}
  </section>
);

/** A card that has nothing to show, in words. */
export const Nothing = ({ children }: { children: string }) => (
  <p className={s.nothing}>{children}</p>
);
