// The given answer and the corrected one, compared as one types.
import { useMemo, useState } from 'react';
import { useSettled } from '@/lib/debounce';
import { diffWords } from '@/lib/word-diff';
import { type Excerpt, excerptsOf } from '../model/excerpts';
import { correctionOf } from '../model/fields';
import { type Marks, marksOf } from '../model/marks';

/** Characters beyond which marks are not drawn into the text: laying that out at each key takes too long. */
const LONG = 10_000;
/** Milliseconds that typing rests before a long text is compared. */
const REST = 400;

const NO_EXCERPTS: readonly Excerpt[] = [];

export interface Comparison extends Marks {
  /** Nothing is corrected. */
  isNone: boolean;
  isLong: boolean;
  /** Of a long text: its changes. */
  excerpts: readonly Excerpt[];
}

export function useComparison(given: string | null, text: string): Comparison {
  const [rested, setRested] = useState(text);
  useSettled(text, REST, setRested);
  const isLong = Math.max(given?.length ?? 0, text.length) > LONG;
  const compared = isLong ? rested : text;
  const isNone = correctionOf(compared, given) === null;
  const plain = given ?? '';
  const marks = useMemo(
    () => marksOf(plain, isNone || isLong ? plain : compared),
    [plain, compared, isNone, isLong],
  );
  const excerpts = useMemo(
    () => (isLong && !isNone ? excerptsOf(diffWords(plain, compared)) : NO_EXCERPTS),
    [plain, compared, isNone, isLong],
  );
  return {
    ...marks,
    corrected: isNone ? [{ text, isMarked: false }] : marks.corrected,
    changes: isLong ? excerpts.length : marks.changes,
    isNone,
    isLong,
    excerpts,
  };
}
