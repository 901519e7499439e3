// The changes of a long text, each with a little of what stands around it.
import type { Segment } from '@/lib/word-diff';

export interface Excerpt {
  before: string;
  removed: string;
  added: string;
  after: string;
}

/** Characters around a change, and of what went or came. */
const AROUND = 40;
const LONGEST = 400;

const start = (text: string, most: number) =>
  text.length > most ? `${text.slice(0, most)}…` : text;
const end = (text: string, most: number) => (text.length > most ? `…${text.slice(-most)}` : text);

/** What went and what came in its place is one. */
export function excerptsOf(segments: readonly Segment[]): Excerpt[] {
  const found: Excerpt[] = [];
  segments.forEach(({ kind, text }, index) => {
    const [last, previous] = [found.at(-1), segments[index - 1]];
    if (kind === 'same') {
      if (last && last.after === '') last.after = start(text, AROUND);
      return;
    }
    if (last && previous && previous.kind !== 'same') last[kind] = start(text, LONGEST);
    else {
      const before = previous ? end(previous.text, AROUND) : '';
      found.push({ before, removed: '', added: '', after: '', [kind]: start(text, LONGEST) });
    }
  });
  return found;
}
