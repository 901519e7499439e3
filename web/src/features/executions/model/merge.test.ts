import { describe, expect, it } from 'vitest';
import type { Execution } from '@/api/types';
import { mergeHead } from './merge';

const row = (executionId: string, more: Partial<Execution> = {}) =>
  ({ executionId, status: 'success', spanCount: 1, ...more }) as Execution;

describe('live rows', () => {
  const rows = [row('b', { status: 'running' }), row('a')];

  it('never move: what is new is only counted', () => {
    const merged = mergeHead(rows, [row('d'), row('c'), row('b', { status: 'running' }), row('a')]);
    expect(merged.rows).toBe(rows);
    expect(merged).toMatchObject({ fresh: 2, overflow: false });
  });

  it('are brought up to date in place', () => {
    const merged = mergeHead(rows, [row('b', { status: 'error' }), row('a')]);
    expect(merged.rows.map(({ executionId, status }) => [executionId, status])).toEqual([
      ['b', 'error'],
      ['a', 'success'],
    ]);
    expect(merged.rows[1]).toBe(rows[1]);
  });

  it('say when a whole page is new', () => {
    expect(mergeHead(rows, [row('x'), row('y')])).toMatchObject({ fresh: 2, overflow: true });
  });

  it('stay as they are until the head comes', () => {
    expect(mergeHead(rows, undefined)).toEqual({ rows, fresh: 0, overflow: false });
  });
});
