// An overview for the unit tests.
import type { Overview, OverviewTotal } from '@/api/types';

export const figures = (more: Partial<OverviewTotal> = {}): OverviewTotal => ({
  executions: 200,
  success: 190,
  error: 10,
  running: 0,
  skipped: 0,
  errorRate: 5,
  p50DurationMs: 1840,
  p95DurationMs: 7610,
  totalTokens: 66_300_000,
  cost: 151.58,
  costEstimated: false,
  ...more,
});

export const overview = (more: Partial<Overview> = {}): Overview => ({
  from: '2026-11-20T12:00:00Z',
  to: '2026-11-21T12:00:00Z',
  intervalSeconds: 900,
  source: 'executions',
  total: figures(),
  previous: figures({ executions: 100, errorRate: 4.2, p95DurationMs: 6670 }),
  series: [
    {
      start: '2026-11-20T12:00:00Z',
      success: 8,
      error: 2,
      running: 5,
      skipped: 0,
      p50DurationMs: 1800,
      p95DurationMs: 7000,
      totalTokens: 900,
      cost: null,
    },
    {
      start: '2026-11-20T12:15:00Z',
      success: 0,
      error: 0,
      running: 0,
      skipped: 0,
      p50DurationMs: null,
      p95DurationMs: null,
      totalTokens: 0,
      cost: null,
    },
  ],
  slowest: [],
  failing: [],
  models: [],
  failures: [],
  failureCount: 0,
  ...more,
});
