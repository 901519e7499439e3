import { describe, expect, it } from 'vitest';
import { diffWords, likeness, type Segment } from './word-diff';

const marked = (segments: readonly Segment[]) =>
  segments
    .map(({ kind, text }) => ({ same: text, removed: `[-${text}-]`, added: `[+${text}+]` })[kind])
    .join('');

describe('two texts', () => {
  it.each([
    ['', '', ''],
    ['a b', 'a b', 'a b'],
    ['a b c', 'a x c', 'a [-b-][+x+] c'],
    ['', 'new', '[+new+]'],
    ['old', '', '[-old-]'],
    ['one two three', 'uno dos three', '[-one two-][+uno dos+] three'],
    ['às 8h, amanhã', 'às 10h, amanhã', 'às [-8h-][+10h+], amanhã'],
  ])('%j and %j differ by word', (left, right, result) => {
    expect(marked(diffWords(left, right))).toBe(result);
  });

  it('can be put together again from their difference', () => {
    const [left, right] = ['The line\nis down, again.', 'The line\nwas down; not again!'];
    const side = (without: Segment['kind']) =>
      diffWords(left, right)
        .filter(({ kind }) => kind !== without)
        .map(({ text }) => text)
        .join('');
    expect(side('added')).toBe(left);
    expect(side('removed')).toBe(right);
  });

  it('of any length are compared', () => {
    const long = Array.from({ length: 60_000 }, (_, index) => `word${index}`).join(' ');
    expect(diffWords(`${long}\nx`, `${long}\ny`).at(-1)).toEqual({ kind: 'added', text: 'y' });
  });

  it('are more or less alike', () => {
    expect(likeness(diffWords('a b', 'a b'))).toBe(1);
    expect(likeness(diffWords('a', 'b'))).toBe(0);
    expect(likeness([])).toBe(1);
  });
});
