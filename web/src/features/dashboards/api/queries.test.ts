import { describe, expect, it } from 'vitest';
import { ApiError } from '@/api/client';
import type { Problem } from '@/api/types';
import { newerDashboard } from './queries';

const refused = (status: number, more: object) =>
  new ApiError(status, { title: 'Conflict', status, type: 'about:blank', ...more } as Problem);

describe('a dashboard that somebody else saved first', () => {
  it('comes with the refusal', () => {
    const current = { id: '1', version: 3 };
    expect(newerDashboard(refused(409, { code: 'version_conflict', current }))).toBe(current);
  });

  it('is not what other refusals are about', () => {
    expect(newerDashboard(refused(409, { code: 'name_taken' }))).toBeNull();
    expect(newerDashboard(refused(422, { current: {} }))).toBeNull();
    expect(newerDashboard(new ApiError(0, null))).toBeNull();
    expect(newerDashboard(new Error('409'))).toBeNull();
  });
});
