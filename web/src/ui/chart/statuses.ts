// How executions of each status are drawn over time: success pale, so that errors stand out.
import type { Status } from '@/api/types';
import { t } from '@/lib/strings';

export interface StatusSeries {
  name: Status;
  label: string;
  color: string;
}

const COLORS: Record<Status, string> = {
  error: 'var(--error)',
  running: 'var(--run)',
  success: 'color-mix(in srgb, var(--ok) 42%, var(--surface))',
  skipped: 'color-mix(in srgb, var(--idle) 50%, var(--surface))',
};

const ORDER = ['error', 'running', 'success', 'skipped'] as const;

/** From the ground up. */
export const STATUS_SERIES: readonly StatusSeries[] = ORDER.map((name) => ({
  name,
  label: t.status[name],
  color: COLORS[name],
}));
