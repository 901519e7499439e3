import type { Answer, ChartCard, Group } from '../api/types';

/** What was pointed at: a group or all, and when. */
export interface Opened {
  group: Group | null;
  from: string;
  to: string;
}

export interface ChartProps {
  card: ChartCard;
  answer: Answer;
  onOpen?: (opened: Opened) => void;
}

/** A bucket's time, as far as it was asked for. */
export function openedAt(
  { from, to }: Answer,
  bucket: { start: number; end: number } | undefined,
  group: Group | null,
): Opened {
  if (!bucket) return { group, from, to };
  const start = Math.max(bucket.start, Date.parse(from));
  const end = Math.min(bucket.end, Date.parse(to));
  return { group, from: new Date(start).toISOString(), to: new Date(end).toISOString() };
}
