// What stands in a list of log lines: lines, and places where some are missing.
import type { Log } from '@/api/types';

/** Lines that were left out of a tail. They are stored. */
export interface Gap {
  kind: 'gap';
  id: string;
  /** Null where nobody knows. */
  count: number | null;
  /** Otherwise it may be fewer: not all of them need to fit the filters. */
  isExact: boolean;
  /** The times of the lines next to it, in RFC 3339; `to` is null until one comes. */
  from: string | null;
  to: string | null;
}

export type LogRow = Log | Gap;

export const isGap = (row: LogRow): row is Gap => 'kind' in row;
