import { describe, expect, it } from 'vitest';
import { fields } from './fixture';
import { isTooLarge, lengthOf, MOST_CORRECTION, troublesOf } from './limits';

describe('limits', () => {
  it('count as the server does', () => {
    expect(lengthOf('né 👍🏽')).toBe(5);
    expect(isTooLarge('é'.repeat(MOST_CORRECTION / 2))).toBe(false);
    expect(isTooLarge(`é${'é'.repeat(MOST_CORRECTION / 2)}`)).toBe(true);
    expect(isTooLarge('x'.repeat(10_000_000))).toBe(true);
  });

  it('find nothing wrong with what can be saved', () => {
    expect(troublesOf(fields())).toEqual({});
  });

  it('ask for a rating and a comment of ten characters', () => {
    expect(troublesOf(fields({ rating: null, comment: ' ' }))).toEqual({
      rating: 'missing',
      comment: 'missing',
    });
    expect(troublesOf(fields({ comment: '  nine or 9  ' }))).toEqual({ comment: 'short' });
  });

  it('end texts and tags', () => {
    const long = fields({
      comment: 'x'.repeat(10_001),
      tags: ['x'.repeat(65)],
      actionTaken: 'x'.repeat(201),
      resolutionNotes: 'x'.repeat(10_001),
      correctedOutput: 'x'.repeat(MOST_CORRECTION + 1),
    });
    expect(new Set(Object.values(troublesOf(long)))).toEqual(new Set(['long']));
    const many = Array.from({ length: 21 }, (_, index) => `t${index}`);
    expect(troublesOf(fields({ tags: many }))).toEqual({ tags: 'many' });
    expect(troublesOf(fields({ resolutionNotes: 'a\0b' }))).toEqual({ resolutionNotes: 'nul' });
  });
});
