import { describe, expect, it } from 'vitest';
import { marksOf, type Piece } from './marks';

const marked = (pieces: readonly Piece[]) =>
  pieces.filter(({ isMarked }) => isMarked).map(({ text }) => text);
const whole = (pieces: readonly Piece[]) => pieces.map(({ text }) => text).join('');

describe('marks', () => {
  it('show what went in the given answer, and what came in the corrected one', () => {
    const [given, corrected] = ['O prazo é de 30 dias corridos.', 'O prazo é de 7 dias úteis.'];
    const marks = marksOf(given, corrected);
    expect(marked(marks.given)).toEqual(['30', 'corridos']);
    expect(marked(marks.corrected)).toEqual(['7', 'úteis']);
    expect(marks.changes).toBe(2);
    expect([whole(marks.given), whole(marks.corrected)]).toEqual([given, corrected]);
  });

  it('are none where both are the same, also beside 10 MB', () => {
    const text = 'a b '.repeat(2_500_000);
    expect(marksOf(text, text)).toMatchObject({ changes: 0, isRewritten: false });
  });

  it('give up where too much differs', () => {
    const words = (mark: string) =>
      Array.from({ length: 4_000 }, (_, index) => `${index} ${mark}${index % 7}`).join(' ');
    const marks = marksOf(words('a'), words('b'));
    expect(marks.isRewritten).toBe(true);
    expect(marks.corrected).toHaveLength(1);
  });
});
