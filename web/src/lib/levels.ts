// Levels of log lines: OpenTelemetry's six, the gravest first, and `unknown` for lines that tell none.
import type { Level } from '@/api/types';

export const LEVELS: readonly Level[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'];
export const UNKNOWN = 'unknown';

/** As the server counts them. */
export const ALL_LEVELS: readonly string[] = [...LEVELS, UNKNOWN];

const quiet = (share: number) => `color-mix(in srgb, var(--span) ${share}%, var(--surface))`;

/** The colour of a level's edge and bars. The same stand in `base.css` for `[data-level]`. */
export const LEVEL_COLORS: Readonly<Record<string, string>> = {
  fatal: 'color-mix(in srgb, var(--error) 55%, var(--text))',
  error: 'var(--error)',
  warn: 'var(--beam)',
  info: quiet(66),
  debug: quiet(34),
  trace: quiet(24),
  unknown: quiet(50),
};
