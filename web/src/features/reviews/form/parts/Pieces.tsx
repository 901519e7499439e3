import type { Piece } from '../model/marks';

/** A text whose marked pieces are one element each. */
export const Pieces = ({ pieces, as: Mark }: { pieces: readonly Piece[]; as: 'del' | 'ins' }) =>
  pieces.map(({ text, isMarked }, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text never move
    return isMarked ? <Mark key={index}>{text}</Mark> : text;
  });
