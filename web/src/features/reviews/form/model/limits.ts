// What the server takes, told before it refuses.
import { LONGEST_TAG, MOST_TAGS } from '@/lib/tags';
import type { FieldName, Fields } from './fields';

export const LEAST_COMMENT = 10;
export const MOST_TEXT = 10_000;
export const MOST_ACTION = 200;
export const MOST_CORRECTION = 256 << 10;

export type Trouble = 'missing' | 'short' | 'long' | 'many' | 'nul';
export type Troubles = Partial<Record<FieldName, Trouble>>;

/** Characters as the server counts them: an emoji of one code point is one. */
export function lengthOf(text: string): number {
  let length = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    // The second half of a pair belongs to the first.
    if (code < 0xdc00 || code > 0xdfff) length += 1;
  }
  return length;
}

const isOver = (text: string, most: number) => text.length > most && lengthOf(text.trim()) > most;

/** In UTF-8, without writing it where the length alone tells. */
export function isTooLarge(text: string): boolean {
  if (text.length * 3 <= MOST_CORRECTION) return false;
  return text.length > MOST_CORRECTION || new TextEncoder().encode(text).length > MOST_CORRECTION;
}

const commentTrouble = (text: string): Trouble | undefined => {
  if (text.trim() === '') return 'missing';
  if (lengthOf(text.trim()) < LEAST_COMMENT) return 'short';
  return isOver(text, MOST_TEXT) ? 'long' : undefined;
};

/** What stands in the way of saving, field by field. */
export function troublesOf(fields: Fields): Troubles {
  const { rating, comment, tags, correctedOutput, actionTaken, resolutionNotes } = fields;
  const found: Record<FieldName, Trouble | undefined | false> = {
    rating: rating === null && 'missing',
    comment: commentTrouble(comment),
    priority: undefined,
    tags: tags.length > MOST_TAGS ? 'many' : tags.some((tag) => isOver(tag, LONGEST_TAG)) && 'long',
    correctedOutput: correctedOutput !== null && isTooLarge(correctedOutput) && 'long',
    actionTaken: isOver(actionTaken, MOST_ACTION) && 'long',
    resolutionNotes: isOver(resolutionNotes, MOST_TEXT) && 'long',
  };
  // Postgres holds no text with U+0000.
  const texts = { comment, correctedOutput, actionTaken, resolutionNotes, tags: tags.join() };
  for (const [name, text] of Object.entries(texts)) {
    if (text?.includes('\0')) found[name as FieldName] = 'nul';
  }
  return Object.fromEntries(Object.entries(found).filter(([, trouble]) => trouble));
}
