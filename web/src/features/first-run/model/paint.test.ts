import { describe, expect, it } from 'vitest';
import { paint } from './paint';

const text = (code: string, marked: string[] = []) =>
  paint(code, marked).map(({ text, paint }) => [text, paint]);

describe('painted code', () => {
  it('keeps every character', () => {
    const code = 'curl http://a:1/x -d \'{"a": [1, "b"]}\' # end\n<script>alert(1)</script>';
    const joined = paint(code, ['http://a:1']).map((piece) => piece.text);
    expect(joined.join('')).toBe(code);
  });

  it('tells words, strings and calls apart', () => {
    expect(text('import x("y", 2)')).toEqual([
      ['import', 'word'],
      [' ', 'plain'],
      ['x', 'call'],
      ['(', 'plain'],
      ['"y"', 'string'],
      [', ', 'plain'],
      ['2', 'number'],
      [')', 'plain'],
    ]);
  });

  it('marks the address and the key wherever they stand', () => {
    expect(text('E=http://a:1/v1 K="Bearer%20key"', ['http://a:1', 'key'])).toEqual([
      ['E=', 'plain'],
      ['http://a:1', 'mark'],
      ['/v1', 'plain'],
      [' K=', 'plain'],
      ['"Bearer%20', 'string'],
      ['key', 'mark'],
      ['"', 'string'],
    ]);
  });
});
