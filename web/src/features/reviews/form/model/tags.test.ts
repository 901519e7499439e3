import { describe, expect, it } from 'vitest';
import { knownTags, suggested, withTags } from './tags';

describe('tags', () => {
  it('come one or several at once, each once', () => {
    expect(withTags(['a'], ' b, a,\nc ,')).toEqual({ tags: ['a', 'b', 'c'], refused: 'twice' });
    expect(withTags(['a'], '  ')).toEqual({ tags: ['a'], refused: null });
  });

  it('end at twenty, and at 64 characters', () => {
    const twenty = Array.from({ length: 20 }, (_, index) => `t${index}`);
    expect(withTags(twenty, 'more')).toEqual({ tags: twenty, refused: 'many' });
    expect(withTags([], 'é'.repeat(65))).toEqual({ tags: [], refused: 'long' });
    expect(withTags([], 'é'.repeat(64)).refused).toBeNull();
  });

  it('are suggested from what lists have', () => {
    const list = { pages: [{ items: [{ tags: ['tone', 'facts'] }, { tags: ['facts', 7] }] }] };
    const known = knownTags([list, undefined, 'x', { tags: ['Policy'] }]);
    expect(known).toEqual(['facts', 'Policy', 'tone']);
    expect(suggested(known, ['facts'], 'PO')).toEqual(['Policy']);
    expect(suggested(known, ['facts'], '')).toEqual(['Policy', 'tone']);
  });
});
