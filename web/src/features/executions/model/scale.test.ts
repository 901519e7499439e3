import { describe, expect, it } from 'vitest';
import type { Execution } from '@/api/types';
import { durationScale } from './scale';

const rows = (...durations: (number | null)[]) =>
  durations.map((durationMs) => ({ durationMs }) as Execution);

describe('the scale of durations', () => {
  it('is set by the many, not by the one that took longest', () => {
    const { full, slow } = durationScale(
      rows(900, 1000, 1000, 1100, 1000, 1000, 1200, 1000, 90_000),
    );
    expect(full).toBeLessThan(2000);
    expect(slow).toBe(3000);
  });

  it('calls nothing under a second slow, and survives rows that all run', () => {
    expect(durationScale(rows(1, 2, 3)).slow).toBe(1000);
    expect(durationScale(rows(null)).full).toBeGreaterThan(0);
  });
});
