import { describe, expect, it } from 'vitest';
import {
  datesOf,
  fieldsOf,
  isNarrowed,
  queueFilter,
  readReviewSearch,
  reviewFilter,
} from './search';

describe('the address', () => {
  it('is read, and what is none of it is left out', () => {
    const search = readReviewSearch({
      tab: 'done',
      rating: ['bad', 'bad', 'awful'],
      priority: 'high',
      tag: ['tone', ''],
      q: 'refund',
      pane: 'form',
      export: '1',
      item: '__proto__',
    });
    expect(search).toMatchObject({
      tab: 'done',
      rating: ['bad'],
      priority: ['high'],
      tag: ['tone'],
      q: 'refund',
      pane: 'form',
      export: '1',
      item: '__proto__',
    });
    const none = readReviewSearch({ tab: 'x', pane: 1, rating: 'x', export: 'yes', q: ['a', 'b'] });
    expect(Object.values(none).filter((each) => each !== undefined)).toEqual([]);
  });

  it('asks for what the list shows', () => {
    const search = readReviewSearch({
      tab: 'done',
      rule: 'Errors',
      assignee: 'a@b.c',
      q: 'refund',
    });
    expect(queueFilter(search)).toMatchObject({ rule: ['Errors'], assignee: ['a@b.c'] });
    expect(reviewFilter(search, { dateFrom: 'then' })).toMatchObject({
      status: ['resolved', 'dismissed'],
      assignee: ['a@b.c'],
      search: 'refund',
      dateFrom: 'then',
    });
  });

  it('knows which filters a list has', () => {
    expect(fieldsOf('queue')).toContain('assignee');
    expect(fieldsOf('all')).not.toContain('rule');
    expect(isNarrowed({ q: 'x' })).toBe(false);
    expect(isNarrowed({ assignee: ['a'] })).toBe(true);
    expect(isNarrowed({ tab: 'all', rule: ['Errors'] })).toBe(false);
    expect(isNarrowed({ tab: 'all', q: 'x' })).toBe(true);
    expect(isNarrowed({ rule: ['Errors'] })).toBe(true);
  });

  it('keeps a relative range for a minute', () => {
    const at = Date.parse('2026-11-22T10:00:12Z');
    expect(datesOf({ range: '1h' }, at)).toEqual(datesOf({ range: '1h' }, at + 40_000));
    expect(datesOf({ range: 'all' }, at)).toEqual({ dateFrom: undefined, dateTo: undefined });
  });
});
