import { describe, expect, it } from 'vitest';
import type { Card } from '../api/types';
import { chart } from './fixture';
import {
  COLUMNS,
  freePlace,
  inOrder,
  moved,
  type Places,
  placed,
  resized,
  settled,
} from './layout';

const card = (id: string, x: number, y: number, w: number, h: number): Card =>
  chart({ id, layout: { x, y, w, h } });

/** `a` and `b` beside each other, `c` under both. */
const CARDS = [card('a', 0, 0, 6, 4), card('b', 6, 0, 6, 4), card('c', 0, 4, 12, 8)];

const at = (places: readonly { i: string }[], id: string) => places.find(({ i }) => i === id);

const overlaps = (places: Places) =>
  places.some((one, index) =>
    places
      .slice(index + 1)
      .some(
        ({ x, y, w, h }) =>
          one.x < x + w && x < one.x + one.w && one.y < y + h && y < one.y + one.h,
      ),
  );

describe('a board', () => {
  it('has no holes above cards', () => {
    const places = settled([card('a', 0, 7, 3, 4), card('b', 0, 90, 3, 4)]);
    expect(at(places, 'a')).toMatchObject({ y: 0 });
    expect(at(places, 'b')).toMatchObject({ y: 4 });
  });

  it('lays out whatever places were sent, within its columns and apart', () => {
    const places = settled([
      card('a', -5, -1, 99, 2),
      card('b', Number.NaN, 0, 3, 4),
      card('c', 11, 0, 6, 400),
      card('d', 0, 0, 3, 4),
    ]);
    expect(places.every(({ x, w }) => x >= 0 && x + w <= COLUMNS)).toBe(true);
    expect(overlaps(places)).toBe(false);
  });
});

describe('a card', () => {
  it('moves by a column, and stays within the board', () => {
    const cards = [card('a', 0, 0, 3, 4)];
    expect(at(moved(cards, 'a', 1, 0), 'a')).toMatchObject({ x: 1, y: 0 });
    expect(at(moved(cards, 'a', -1, 0), 'a')).toMatchObject({ x: 0 });
  });

  it('moves down as far as it takes to pass the one under it', () => {
    const places = moved(CARDS, 'a', 0, 1);
    expect(at(places, 'a')).toMatchObject({ x: 0, y: 12 });
    expect(overlaps(places)).toBe(false);
  });

  it('moves up over the ones above it', () => {
    const places = moved(CARDS, 'c', 0, -1);
    expect(at(places, 'c')).toMatchObject({ y: 0 });
    expect(overlaps(places)).toBe(false);
  });

  it('grows and pushes others away, not beyond the board', () => {
    const places = resized(CARDS, 'a', 1, 2);
    expect(at(places, 'a')).toMatchObject({ w: 7, h: 6 });
    expect(overlaps(places)).toBe(false);
    expect(at(resized(CARDS, 'b', 1, 0), 'b')).toMatchObject({ w: 6 });
  });

  it('shrinks to what can still be read', () => {
    expect(at(resized([card('a', 0, 0, 2, 3)], 'a', -1, -1), 'a')).toMatchObject({ w: 2, h: 3 });
  });

  it('that is new takes the first free place', () => {
    expect(freePlace(CARDS, { w: 3, h: 4 })).toEqual({ x: 0, y: 12, w: 3, h: 4 });
    expect(freePlace([CARDS[0] as Card], { w: 6, h: 2 })).toEqual({ x: 6, y: 0, w: 6, h: 2 });
  });
});

describe('cards on other places', () => {
  it('are the same ones where nothing moved', () => {
    expect(placed(CARDS, settled(CARDS))).toBe(CARDS);
  });

  it('are new only where they moved', () => {
    const next = placed(CARDS, [{ i: 'b', x: 6, y: 0, w: 6, h: 5 }]);
    expect(next[0]).toBe(CARDS[0]);
    expect(next[1]?.layout).toEqual({ x: 6, y: 0, w: 6, h: 5 });
  });

  it('are read from the top left', () => {
    expect(inOrder([...CARDS].reverse()).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });
});
