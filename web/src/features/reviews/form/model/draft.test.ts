import { describe, expect, it } from 'vitest';
import { differences, merged } from './conflict';
import { begin, edit, follow, isDirty, overlap, written } from './draft';
import { fields } from './fixture';

const stored = { version: 3, fields: fields() };
const later = (part: Parameters<typeof fields>[0]) => ({ version: 4, fields: fields(part) });

describe('a draft', () => {
  it('has no edit that says what is stored', () => {
    const typed = edit(begin(stored), { comment: 'Other words.' });
    expect(typed.edits).toEqual({ comment: 'Other words.' });
    expect(isDirty(edit(typed, { comment: stored.fields.comment }))).toBe(false);
  });

  it('follows what others change elsewhere', () => {
    const typed = edit(begin(stored), { comment: 'Other words.' });
    const next = follow(typed, later({ priority: 'low' }));
    expect(written(next)).toEqual(fields({ priority: 'low', comment: 'Other words.' }));
    expect(next.base.version).toBe(4);
  });

  it('stays where both changed the same', () => {
    const typed = edit(begin(stored), { comment: 'Other words.' });
    const theirs = later({ comment: 'Words of theirs.' });
    expect(follow(typed, theirs)).toBe(typed);
    expect(overlap(typed, theirs.fields)).toEqual(['comment']);
  });

  it('is no conflict where both changed it to the same', () => {
    const typed = edit(begin(stored), { comment: 'Other words.' });
    const next = follow(typed, later({ comment: 'Other words.' }));
    expect(isDirty(next)).toBe(false);
  });

  it('does not go back to a version that comes late', () => {
    const saved = begin(later({ comment: 'Saved just now.' }));
    expect(follow(saved, stored)).toBe(saved);
  });

  it('written for what waits meets the review that somebody made meanwhile', () => {
    const waiting = { version: null, fields: fields({ rating: null, comment: '', tags: [] }) };
    const typed = edit(begin(waiting), { rating: 'good', comment: 'All is well.' });
    expect(follow(typed, stored)).toBe(typed);
    expect(overlap(typed, stored.fields)).toEqual(['rating', 'comment']);
  });
});

describe('a conflict', () => {
  const typed = edit(begin(stored), { comment: 'Mine.', tags: ['mine'] });
  const theirs = fields({ comment: 'Theirs.', priority: 'low' });

  it('tells what they changed, and which of it was written here, too', () => {
    expect(differences(typed, theirs)).toEqual([
      { name: 'comment', isContested: true },
      { name: 'priority', isContested: false },
    ]);
  });

  it('comes to mine where both wrote, unless theirs is chosen', () => {
    const kept = { priority: 'low', tags: ['mine'] } as const;
    expect(merged(typed, theirs, {})).toEqual(fields({ ...kept, comment: 'Mine.' }));
    const chosen = merged(typed, theirs, { comment: 'theirs' });
    expect(chosen).toEqual(fields({ ...kept, comment: 'Theirs.' }));
  });
});
