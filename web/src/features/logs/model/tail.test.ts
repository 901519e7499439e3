import { describe, expect, it } from 'vitest';
import type { Log } from '@/api/types';
import type { Gap } from '@/ui/log/rows';
import { above, droppedIn, emptyTail, linesIn, MOST_WAITING, nextTail } from './tail';

const second = (n: number) => `2026-11-21T12:41:${String(n).padStart(2, '0')}Z`;
const line = (n: number) => ({ id: `l${n}`, timestamp: second(n) }) as Log;
const gap = (count: number | null, part: Partial<Gap> = {}): Gap => ({
  kind: 'gap',
  id: 'g',
  count,
  isExact: true,
  from: second(3),
  to: null,
  ...part,
});
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).join(' ');

describe('a tail', () => {
  it('shows what comes while it follows, and lets it wait while it does not', () => {
    let tail = nextTail(emptyTail(true), { type: 'came', rows: [line(2), line(1)] });
    expect(ids(tail.shown)).toBe('l2 l1');
    tail = nextTail(nextTail(tail, { type: 'pause' }), { type: 'came', rows: [line(3)] });
    expect([ids(tail.shown), ids(tail.waiting)]).toEqual(['l2 l1', 'l3']);
    const taken = nextTail(tail, { type: 'take' });
    expect([ids(taken.shown), taken.waiting.length, taken.isFollowing]).toEqual([
      'l3 l2 l1',
      0,
      false,
    ]);
    const followed = nextTail(tail, { type: 'follow' });
    expect([ids(followed.shown), followed.isFollowing]).toEqual(['l3 l2 l1', true]);
    expect(nextTail(followed, { type: 'reset' })).toEqual(emptyTail(true));
  });

  it('keeps only what the list does not have once that was read', () => {
    const waiting = [line(7), gap(3), line(5)];
    const tail = nextTail({ ...emptyTail(false), waiting }, { type: 'read', logs: [line(5)] });
    expect(ids(tail.waiting)).toBe('l7');
    const missed = [line(8), line(7), line(6), line(5), line(4)];
    const caught = nextTail(tail, { type: 'missed', logs: missed });
    expect(ids(caught.waiting)).toBe('l7 l8 l6');
    expect(nextTail(caught, { type: 'missed', logs: [line(5)] })).toBe(caught);
    // The tail may tell of the same.
    const told = nextTail(caught, { type: 'came', rows: [line(9), line(8)] });
    expect(ids(told.waiting)).toBe('l9 l7 l8 l6');
  });

  it('says where lines were dropped, in one place for those that meet', () => {
    let tail = nextTail(emptyTail(true), { type: 'came', rows: [gap(5), line(3)] });
    tail = nextTail(tail, { type: 'came', rows: [gap(7, { id: 'h' })] });
    expect(tail.shown[0]).toEqual(gap(12));
    tail = nextTail(tail, { type: 'came', rows: [line(9), line(8)] });
    expect(tail.shown[2]).toEqual(gap(12, { to: second(8) }));
    expect([linesIn(tail.shown), droppedIn(tail.shown)]).toEqual([15, 12]);
    const unknown = nextTail(emptyTail(true), { type: 'came', rows: [gap(null), gap(1)] });
    expect(droppedIn(unknown.shown)).toBe(2);
  });

  it('takes in the lines of a gap once they are loaded', () => {
    const tail = { ...emptyTail(false), shown: [line(5), gap(2), line(1)] };
    const logs = [line(5), line(4), line(3), line(1)];
    const filled = { type: 'filled', gap: gap(2), logs } as const;
    expect(ids(nextTail(tail, { ...filled, hasMore: false }).shown)).toBe('l5 l4 l3 l1');
    const half = { ...filled, logs: [line(5), line(4)], hasMore: true };
    const { shown } = nextTail(tail, half);
    expect(ids(shown)).toBe('l5 l4 g+ l1');
    expect(shown[2]).toMatchObject({ count: 1, to: second(4) });
  });

  it('keeps the newest of what waits, and a gap for the rest', () => {
    const rows = Array.from({ length: MOST_WAITING + 1 }, (_, n) => line(n % 60)).map((log, n) => ({
      ...log,
      id: `n${n}`,
    }));
    const { waiting } = nextTail(emptyTail(false), { type: 'came', rows });
    expect(waiting).toHaveLength(MOST_WAITING / 2 + 1);
    expect(linesIn(waiting)).toBe(rows.length);
    expect(waiting.at(-1)).toMatchObject({ kind: 'gap', from: second(0), to: second(59) });
  });

  it('stands above the list without repeating it', () => {
    expect(ids(above([line(4), gap(1), line(3)], [line(3), line(2)]))).toBe('l4 g l3 l2');
    const logs = [line(1)];
    expect(above([line(1)], logs)).toBe(logs);
  });
});
