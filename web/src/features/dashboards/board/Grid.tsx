import { type ReactNode, type Ref, useMemo, useState } from 'react';
import ReactGridLayout, { verticalCompactor } from 'react-grid-layout';
import { cx } from '@/lib/cx';
import { t } from '@/lib/strings';
import type { Card } from '../api/types';
import { COLUMNS, GAP, LEAST, MOST_H, moved, ROW_HEIGHT, resized, settled } from '../model/layout';
import type { BoardProps } from './Board';
import { BoardCard } from './BoardCard';
import s from './board.module.css';
import { MoveHandle } from './MoveHandle';

const GRID = {
  cols: COLUMNS,
  rowHeight: ROW_HEIGHT,
  margin: [GAP, GAP],
  containerPadding: [16, 16],
} as const;

type Size = { id: string; w: number; h: number };

/** Twelve columns: cards are dragged by their handle and resized at their edges, or moved by keys. */
export function Grid({
  cards,
  editedId,
  actions,
  onArrange,
  width,
  ...rest
}: BoardProps & { width: number }) {
  const [size, setSize] = useState<Size | null>(null);
  const [said, setSaid] = useState('');
  const places = useMemo(
    () =>
      settled(cards).map((place) => ({
        ...place,
        minW: Math.min(place.w, LEAST.w),
        minH: Math.min(place.h, LEAST.h),
        maxH: MOST_H,
      })),
    [cards],
  );
  const mayMove = actions !== null;

  function press(card: Card, key: string, isResizing: boolean) {
    const [dx, dy] = STEPS[key] ?? [0, 0];
    const next = isResizing ? resized(cards, card.id, dx, dy) : moved(cards, card.id, dx, dy);
    onArrange(next);
    const place = next.find(({ i }) => i === card.id);
    if (place) {
      const { x, y, w, h } = place;
      setSaid(t.dashboards.card.placed(card.title, x + 1, y + 1, w, h));
    }
  }

  return (
    <>
      {/* The grid's library looks for styles under this id, and would write them into the page: the policy
          forbids that. They are in the board's own. */}
      <template id="react-draggable-style-el" />
      <ReactGridLayout
        className={s.grid}
        width={width}
        layout={places}
        gridConfig={GRID}
        dragConfig={{ enabled: mayMove, handle: '[data-drag]' }}
        resizeConfig={{
          enabled: mayMove,
          handles: mayMove ? ['e', 's', 'se'] : [],
          handleComponent: ResizeHandle,
        }}
        compactor={verticalCompactor}
        onDragStop={(layout) => onArrange(layout)}
        onResize={(_, __, item) => item && setSize({ id: item.i, w: item.w, h: item.h })}
        onResizeStop={(layout) => {
          setSize(null);
          onArrange(layout);
        }}
      >
        {cards.map((card) => {
          const place = places.find(({ i }) => i === card.id);
          const isEdited = card.id === editedId;
          const shown = size?.id === card.id ? size : isEdited ? place : null;
          return (
            <div key={card.id} className={cx(s.place, isEdited && s.placeEdited)}>
              {mayMove && <MoveHandle card={card} onPress={press} />}
              <BoardCard card={card} isEdited={isEdited} actions={actions} {...rest} />
              {shown && (
                <span className={s.size} aria-hidden>
                  {shown.w} × {shown.h}
                </span>
              )}
            </div>
          );
        })}
      </ReactGridLayout>
      <p className="hidden" aria-live="polite">
        {said}
      </p>
      {/* Where this is missing the library writes a style sheet, which the policy stops. `base.css` has its rule. */}
      <i id="react-draggable-style-el" hidden />
    </>
  );
}

const STEPS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const ResizeHandle = (axis: string, ref: Ref<HTMLElement>): ReactNode => (
  <span
    ref={ref as Ref<HTMLSpanElement>}
    className={cx(s.resize, 'react-resizable-handle')}
    data-axis={axis}
    aria-hidden
  />
);
