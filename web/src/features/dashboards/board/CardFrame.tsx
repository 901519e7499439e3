import type { ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { t } from '@/lib/strings';
import type { Card } from '../api/types';
import { subtitle } from '../model/subtitle';
import s from './board.module.css';

interface CardFrameProps {
  card: Card;
  isEdited: boolean;
  /** Caveats about its figures. */
  notes: ReactNode;
  /** Its menu, or what can be done with it while it is edited. */
  actions: ReactNode;
  children: ReactNode;
}

/** A card: its title, what its figures are of, and the figures. */
export function CardFrame({ card, isEdited, notes, actions, children }: CardFrameProps) {
  const title = card.title || t.dashboards.card.untitled;
  const aside = subtitle(card);
  return (
    <section
      className={cx(s.card, isEdited && s.edited)}
      aria-label={title}
      data-type={card.type}
      data-card={card.id}
    >
      <header>
        <h2 title={title}>{title}</h2>
        {aside && aside !== title && (
          <span className={s.aside} title={aside}>
            {aside}
          </span>
        )}
        <span className="grow" />
        {notes}
        {actions}
      </header>
      {children}
    </section>
  );
}
