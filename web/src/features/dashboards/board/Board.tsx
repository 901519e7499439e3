import { useRef } from 'react';
import { useMedia } from '@/lib/media';
import { useSize } from '@/lib/size';
import type { Card } from '../api/types';
import { inOrder, type Places } from '../model/layout';
import { BoardCard, type BoardCardProps } from './BoardCard';
import s from './board.module.css';
import { Grid } from './Grid';

export interface BoardProps extends Omit<BoardCardProps, 'card' | 'isEdited'> {
  cards: readonly Card[];
  editedId: string | null;
  onArrange: (places: Places) => void;
}

/** Narrower than this cards stand in the order they are read, and are not moved. */
const NARROW = '(max-width: 860px)';

/** The cards of a dashboard. */
export function Board(props: BoardProps) {
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  const isNarrow = useMedia(NARROW);
  return (
    <div ref={box} className={s.board}>
      {isNarrow ? <Column {...props} /> : width > 0 && <Grid {...props} width={width} />}
    </div>
  );
}

function Column({ cards, editedId, onArrange: _, ...rest }: BoardProps) {
  return (
    <div className={s.column}>
      {inOrder(cards).map((card) => (
        <BoardCard key={card.id} card={card} isEdited={card.id === editedId} {...rest} />
      ))}
    </div>
  );
}
