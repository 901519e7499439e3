import { t } from '@/lib/strings';
import type { Card } from '../api/types';
import s from './board.module.css';

interface MoveHandleProps {
  card: Card;
  onPress: (card: Card, key: string, isResizing: boolean) => void;
}

const ARROWS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];
const DOTS = [2, 7, 12].flatMap((x) => [1, 5].map((y) => [x, y] as const));

/** What a card is dragged by; with the focus, arrow keys move it and with Shift resize it. */
export const MoveHandle = ({ card, onPress }: MoveHandleProps) => (
  <button
    type="button"
    data-drag
    className={s.handle}
    aria-label={t.dashboards.card.move(card.title || t.dashboards.card.untitled)}
    aria-description={t.dashboards.card.moveHint}
    title={t.dashboards.card.moveHint}
    onKeyDown={(event) => {
      if (!ARROWS.includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      onPress(card, event.key, event.shiftKey);
    }}
  >
    <svg viewBox="0 0 14 6" fill="currentColor" aria-hidden>
      {DOTS.map(([x, y]) => (
        <circle key={`${x}${y}`} cx={x} cy={y} r="1" />
      ))}
    </svg>
  </button>
);
