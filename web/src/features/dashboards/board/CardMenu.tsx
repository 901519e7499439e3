import { Copy, Ellipsis, List, Pencil, Trash2 } from 'lucide-react';
import { t } from '@/lib/strings';
import { Popover, PopoverItem } from '@/ui/Popover';
import type { Card } from '../api/types';
import s from './board.module.css';

const words = t.dashboards.card;

export interface CardActions {
  edit: (card: Card) => void;
  duplicate: (card: Card) => void;
  remove: (card: Card) => void;
}

interface CardMenuProps {
  card: Card;
  /** Nothing for who only looks. */
  actions: CardActions | null;
  onOpenEvents: () => void;
}

/** What can be done with a card. */
export const CardMenu = ({ card, actions, onOpenEvents }: CardMenuProps) => (
  <Popover
    label={words.menu(card.title)}
    width={196}
    triggerClass={s.menu}
    triggerProps={{ 'aria-label': words.menu(card.title) }}
    trigger={<Ellipsis className="ico" aria-hidden />}
  >
    {(close) => {
      const then = (act: () => void) => () => {
        close();
        act();
      };
      return (
        <>
          <PopoverItem onClick={then(onOpenEvents)}>
            <List className="ico" aria-hidden />
            {words.events}
          </PopoverItem>
          {actions && (
            <>
              <PopoverItem onClick={then(() => actions.edit(card))}>
                <Pencil className="ico" aria-hidden />
                {words.edit}
              </PopoverItem>
              <PopoverItem onClick={then(() => actions.duplicate(card))}>
                <Copy className="ico" aria-hidden />
                {words.duplicate}
              </PopoverItem>
              <PopoverItem className="bad" onClick={then(() => actions.remove(card))}>
                <Trash2 className="ico" aria-hidden />
                {words.delete}
              </PopoverItem>
            </>
          )}
        </>
      );
    }}
  </Popover>
);

/** The same at hand, on the card that is edited. */
export const EditedActions = ({ card, actions }: { card: Card; actions: CardActions }) => (
  <span className={s.acts}>
    <button
      type="button"
      aria-label={words.duplicate}
      title={words.duplicate}
      onClick={() => actions.duplicate(card)}
    >
      <Copy className="ico" aria-hidden />
    </button>
    <button
      type="button"
      aria-label={words.delete}
      title={words.delete}
      onClick={() => actions.remove(card)}
    >
      <Trash2 className="ico" aria-hidden />
    </button>
  </span>
);
