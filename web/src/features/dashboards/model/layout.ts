// Where cards stand: twelve columns, nothing over anything else, no holes above.
import { verticalCompactor } from 'react-grid-layout/core';
import type { Card, Layout } from '../api/types';

export const COLUMNS = 12;
export const ROW_HEIGHT = 24;
export const GAP = 12;
export const LEAST = { w: 2, h: 3 };
export const MOST_H = 40;

type Item = Layout & { i: string };
/** Where each card stands, by its id. */
export type Places = readonly Item[];

const itemOf = ({ id, layout }: Pick<Card, 'id' | 'layout'>): Item => ({
  i: id,
  ...bounded(layout),
});

/** Whatever was sent, as a place that there is. */
function bounded({ x, y, w, h }: Layout): Layout {
  const width = within(w, 1, COLUMNS);
  return {
    x: within(x, 0, COLUMNS - width),
    y: within(y, 0, 1000),
    w: width,
    h: within(h, 1, MOST_H),
  };
}

const within = (value: number, least: number, most: number) =>
  Math.min(most, Math.max(least, Math.round(Number.isFinite(value) ? value : least)));

/** Places as they are shown: moved up until they rest on another. */
export const settled = (cards: readonly Pick<Card, 'id' | 'layout'>[]): Item[] =>
  verticalCompactor
    .compact(cards.map(itemOf), COLUMNS)
    .map(({ i, x, y, w, h }) => ({ i, x, y, w, h }));

/** Cards on other places; the same cards where none of them moved. */
export function placed<T extends Card>(cards: readonly T[], places: Places): readonly T[] {
  const byId = new Map(places.map((place) => [place.i, place]));
  let isMoved = false;
  const next = cards.map((card) => {
    const place = byId.get(card.id);
    if (!place || isSame(place, card.layout)) return card;
    isMoved = true;
    const { x, y, w, h } = place;
    return { ...card, layout: { x, y, w, h } };
  });
  return isMoved ? next : cards;
}

const isSame = (a: Layout, b: Layout) => a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h;

const isLaidAlike = (a: readonly Item[], b: readonly Item[]) =>
  a.every((item) => b.some((other) => other.i === item.i && isSame(item, other)));

/** A card moved by a step. Up and down go as far as it takes to pass a neighbour. */
export function moved(cards: readonly Card[], id: string, dx: number, dy: number): Item[] {
  const now = settled(cards);
  const item = now.find(({ i }) => i === id);
  if (!item) return now;
  const far = dy === 0 ? 1 : MOST_H;
  for (let steps = 1; steps <= far; steps += 1) {
    const x = within(item.x + dx, 0, COLUMNS - item.w);
    const y = Math.max(0, item.y + dy * steps);
    const next = settledItems(moveTo(now, item, x, y));
    if (!isLaidAlike(next, now)) return next;
  }
  return now;
}

/** The card on another place; what stood there goes under it. */
function moveTo(items: Places, { i }: Item, x: number, y: number): Item[] {
  const order = items.map((item) => (item.i === i ? { ...item, x, y } : item));
  order.sort((a, b) => a.y - b.y || Number(b.i === i) - Number(a.i === i) || a.x - b.x);
  const done: Item[] = [];
  for (const item of order) {
    const next = { ...item };
    while (done.some((other) => isOver(next, other))) next.y += 1;
    while (next.y > 0 && !done.some((other) => isOver({ ...next, y: next.y - 1 }, other))) {
      next.y -= 1;
    }
    done.push(next);
  }
  return done;
}

const isOver = (a: Layout, b: Layout) =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

const settledItems = (items: readonly Item[]) =>
  settled(items.map(({ i, ...layout }) => ({ id: i, layout })));

/** A card grown or shrunk by columns and rows; others give way. */
export function resized(cards: readonly Card[], id: string, dw: number, dh: number): Item[] {
  return settledItems(
    settled(cards).map((item) => {
      if (item.i !== id) return item;
      const w = within(item.w + dw, Math.min(item.w, LEAST.w), COLUMNS - item.x);
      return { ...item, w, h: within(item.h + dh, Math.min(item.h, LEAST.h), MOST_H) };
    }),
  );
}

/** The first place from the top with room for a new card. */
export function freePlace(cards: readonly Card[], { w, h }: Pick<Layout, 'w' | 'h'>): Layout {
  const taken = settled(cards);
  const isFree = (x: number, y: number) => !taken.some((each) => isOver({ x, y, w, h }, each));
  for (let y = 0; ; y += 1) {
    for (let x = 0; x + w <= COLUMNS; x += 1) if (isFree(x, y)) return { x, y, w, h };
  }
}

/** As they are read: from the top, then from the left. */
export const inOrder = <T extends Pick<Card, 'layout'>>(cards: readonly T[]): T[] =>
  [...cards].sort((a, b) => a.layout.y - b.layout.y || a.layout.x - b.layout.x);
