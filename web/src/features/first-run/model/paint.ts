// Code in colours, as pieces of text: never as HTML.

export type Paint = 'plain' | 'key' | 'string' | 'comment' | 'word' | 'number' | 'call' | 'mark';

export interface Piece {
  text: string;
  paint: Paint;
}

const TOKEN =
  /(https?:\/\/[^\s'"]+)|("\w+"(?=:))|("[^"]*"|'[^'\n]*')|(^#.*|\s#.*)|\b(from|import|with|as|const|await|require|export)\b|(?<![\w-])(\d+)(?![\w.-])|\b(\w+)(?=\()/gm;

const PAINTS: Paint[] = ['plain', 'key', 'string', 'comment', 'word', 'number', 'call'];

/** Cuts code into pieces; what stands in `marked` is marked wherever it occurs. */
export function paint(code: string, marked: readonly string[]): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of code.matchAll(TOKEN)) {
    if (match.index > done) pieces.push({ text: code.slice(done, match.index), paint: 'plain' });
    const group = match.slice(1).findIndex((each) => each !== undefined);
    pieces.push({ text: match[0], paint: PAINTS[group] });
    done = match.index + match[0].length;
  }
  pieces.push({ text: code.slice(done), paint: 'plain' });
  return marked
    .filter(Boolean)
    .reduce((cut, word) => cut.flatMap((piece) => mark(piece, word)), pieces)
    .filter((piece) => piece.text !== '');
}

function mark(piece: Piece, word: string): Piece[] {
  if (piece.paint === 'mark' || !piece.text.includes(word)) return [piece];
  const [first, ...rest] = piece.text.split(word);
  const after = rest.flatMap((text): Piece[] => [
    { text: word, paint: 'mark' },
    { text, paint: piece.paint },
  ]);
  return [{ text: first, paint: piece.paint }, ...after];
}
