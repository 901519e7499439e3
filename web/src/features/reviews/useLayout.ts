// How many of the three columns there is room for.
import { useMedia } from '@/lib/media';
import type { Pane, ReviewSearch } from './search';

const ROOM_FOR_TWO = '(min-width: 901px)';
const ROOM_FOR_THREE = '(min-width: 1280px)';

export interface Layout {
  columns: 1 | 2 | 3;
  /** What is seen of them: with one column, one of the panes. */
  pane: Pane;
}

/** With two columns the list always stands, and the conversation and the form take turns beside it. */
export function useLayout({ pane }: ReviewSearch, isOpen: boolean): Layout {
  const hasTwo = useMedia(ROOM_FOR_TWO);
  const hasThree = useMedia(ROOM_FOR_THREE);
  const columns = hasThree ? 3 : hasTwo ? 2 : 1;
  const opened = columns === 1 && !isOpen ? 'queue' : 'talk';
  if (!isOpen) return { columns, pane: columns === 1 ? (pane ?? opened) : 'queue' };
  return { columns, pane: columns > 1 && pane === 'queue' ? 'talk' : (pane ?? opened) };
}
