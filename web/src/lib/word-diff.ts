// Two texts, word by word: what stayed, what went, what came.
import { matches } from '@/lib/diff';

export interface Segment {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** Words, single marks, and the room between them. */
const WORD = /\s+|[\p{L}\p{M}\p{N}_]+|[^\s\p{L}\p{M}\p{N}_]/gu;
/** Beyond this many words a side, lines are compared instead. */
const MOST_WORDS = 20_000;
const LINE = /[^\n]*\n|[^\n]+$/g;

const partsOf = (text: string, by: RegExp) => text.match(by) ?? [];

export function diffWords(left: string, right: string): Segment[] {
  let [a, b] = [partsOf(left, WORD), partsOf(right, WORD)];
  if (Math.max(a.length, b.length) > MOST_WORDS)
    [a, b] = [partsOf(left, LINE), partsOf(right, LINE)];
  const segments: Segment[] = [];
  const push = (kind: Segment['kind'], text: string) => {
    if (!text) return;
    const last = segments.at(-1);
    if (last?.kind === kind) last.text += text;
    else segments.push({ kind, text });
  };
  let [x, y] = [0, 0];
  const changeUntil = (toX: number, toY: number) => {
    push('removed', a.slice(x, toX).join(''));
    push('added', b.slice(y, toY).join(''));
  };
  for (const [nextX, nextY] of matches(a, b)) {
    changeUntil(nextX, nextY);
    push('same', a[nextX]);
    [x, y] = [nextX + 1, nextY + 1];
  }
  changeUntil(a.length, b.length);
  return joined(segments);
}

/** Room and single marks between two changes belong to the change: fewer, larger pieces read better. */
function joined(segments: readonly Segment[]): Segment[] {
  const found: Segment[] = [];
  let removed = '';
  let added = '';
  const flush = () => {
    if (removed) found.push({ kind: 'removed', text: removed });
    if (added) found.push({ kind: 'added', text: added });
    [removed, added] = ['', ''];
  };
  segments.forEach(({ kind, text }, index) => {
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else if ((removed || added) && index < segments.length - 1 && !/[\p{L}\p{N}\n]/u.test(text)) {
      removed += text;
      added += text;
    } else {
      flush();
      found.push({ kind, text });
    }
  });
  flush();
  return found;
}

/** How much of two texts is the same, 0 to 1, in characters. */
export function likeness(segments: readonly Segment[]): number {
  let [same, all] = [0, 0];
  for (const { kind, text } of segments) {
    const weight = kind === 'same' ? 2 : 1;
    all += text.length * weight;
    if (kind === 'same') same += text.length * 2;
  }
  return all === 0 ? 1 : same / all;
}
