import { describe, expect, it } from 'vitest';
import { csvHead, csvRow } from './csv';

describe('a table', () => {
  it('begins with the names of its columns, marked as UTF-8', () => {
    expect(csvHead(['a', 'b,c'])).toBe('\uFEFFa,"b,c"\r\n');
  });

  it('quotes what needs it', () => {
    expect(csvRow(['say "hi", twice', 'two\nlines', 'plain'])).toBe(
      '"say ""hi"", twice","two\nlines",plain\r\n',
    );
  });

  it('has nothing where there is none, and JSON for what is no text', () => {
    expect(csvRow([null, undefined, 0, false, { a: ['x'] }])).toBe(
      ',,0,false,"{""a"":[""x""]}"\r\n',
    );
  });

  it('runs nothing in a spreadsheet', () => {
    for (const text of ['=1+1', '@cmd', "-2+3+cmd|' /C calc'!A0", '+55 11 99812', '\t=1', '-'])
      expect(csvRow([text])).toBe(`'${text}\r\n`);
    expect(csvRow(['\n=1'])).toBe(`"'\n=1"\r\n`);
  });

  it('leaves numbers as they are', () => {
    expect(csvRow([-2, '-2.5', '+3', '-1e-7'])).toBe('-2,-2.5,+3,-1e-7\r\n');
  });
});
