// The given and the corrected answer, each with what differs marked.
import { diffWords, type Segment } from '@/lib/word-diff';

export interface Piece {
  text: string;
  isMarked: boolean;
}

export interface Marks {
  given: Piece[];
  corrected: Piece[];
  changes: number;
  /** So little is common that marks would only be in the way. */
  isRewritten: boolean;
}

/** Marks beyond which nobody reads them, and drawing them costs too much. */
const MOST = 1_200;

export function marksOf(given: string, corrected: string): Marks {
  if (given === corrected) return unmarked(given, corrected, false);
  const segments = diffWords(given, corrected);
  if (segments.length > MOST) return unmarked(given, corrected, true);
  const without = (kind: Segment['kind']) =>
    segments
      .filter((segment) => segment.kind !== kind)
      .map(({ kind: own, text }) => ({ text, isMarked: own !== 'same' }));
  return {
    given: without('added'),
    corrected: without('removed'),
    changes: countChanges(segments),
    isRewritten: false,
  };
}

const unmarked = (given: string, corrected: string, isRewritten: boolean): Marks => ({
  given: [{ text: given, isMarked: false }],
  corrected: [{ text: corrected, isMarked: false }],
  changes: isRewritten ? 1 : 0,
  isRewritten,
});

/** What went and what came in its place is one change. */
export function countChanges(segments: readonly Segment[]): number {
  return segments.filter(
    ({ kind }, index) => kind !== 'same' && (segments[index - 1]?.kind ?? 'same') === 'same',
  ).length;
}
