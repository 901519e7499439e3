// The lines that came while the page was open: those that are shown above the list, and those that wait
// until somebody wants to see them. The newest arrival comes first.
import type { Log } from '@/api/types';
import { type Gap, isGap, type LogRow } from '@/ui/log/rows';

/** Lines that wait or are shown at most: what is older becomes a gap, whose lines can be loaded. */
export const MOST_WAITING = 2_000;
const MOST_SHOWN = 10_000;

export interface Tail {
  shown: readonly LogRow[];
  waiting: readonly LogRow[];
  isFollowing: boolean;
  /** The first page of the list below, to tell what is new, and lines that the tail tells once more. */
  known: ReadonlySet<string>;
  newest: string;
}

export type TailEvent =
  | { type: 'came'; rows: readonly LogRow[] }
  | { type: 'follow' }
  | { type: 'pause' }
  /** Shows what waits, once. */
  | { type: 'take' }
  /** The lines of a gap were loaded. */
  | { type: 'filled'; gap: Gap; logs: readonly Log[]; hasMore: boolean }
  /** The first page of the list below was read, and has most of what came until then. */
  | { type: 'read'; logs: readonly Log[] }
  /** Lines that the beginning of the tail may have missed. */
  | { type: 'missed'; logs: readonly Log[] }
  | { type: 'reset' };

export const emptyTail = (isFollowing: boolean): Tail => ({
  shown: [],
  waiting: [],
  isFollowing,
  known: new Set(),
  newest: '',
});

export function nextTail(tail: Tail, event: TailEvent): Tail {
  switch (event.type) {
    case 'came': {
      const { shown, waiting, isFollowing, known } = tail;
      const rows = event.rows.filter((row) => !known.has(row.id));
      if (isFollowing) return { ...tail, shown: cut(joined(rows, shown), MOST_SHOWN) };
      return { ...tail, waiting: cut(joined(rows, waiting), MOST_WAITING) };
    }
    case 'pause':
      return { ...tail, isFollowing: false };
    case 'follow':
    case 'take': {
      const shown = cut(joined(tail.waiting, tail.shown), MOST_SHOWN);
      const isFollowing = event.type === 'follow' || tail.isFollowing;
      return { ...tail, shown, waiting: [], isFollowing };
    }
    case 'filled':
      return { ...tail, shown: filled(tail.shown, event.gap, event.logs, event.hasMore) };
    case 'read':
      return read(tail, event.logs);
    case 'missed': {
      const here = new Set([...tail.shown, ...tail.waiting].map((row) => row.id));
      const missed = event.logs.filter((log) => isNew(tail, log) && !here.has(log.id));
      if (missed.length === 0) return tail;
      // They are older than what came since.
      const part = tail.isFollowing ? 'shown' : 'waiting';
      const known = new Set([...tail.known, ...missed.map((log) => log.id)]);
      return { ...tail, known, [part]: [...tail[part], ...missed] };
    }
    case 'reset':
      return { ...emptyTail(tail.isFollowing), known: tail.known, newest: tail.newest };
  }
}

/** Newer than the list's first page. A line that comes late, with an older time, was never in its place there. */
const isNew = ({ known, newest }: Tail, log: Log) => !known.has(log.id) && log.timestamp >= newest;

/** After the list was read, only what it does not have stays above it. */
function read(tail: Tail, logs: readonly Log[]): Tail {
  const known = new Set(logs.map((log) => log.id));
  const newest = logs[0]?.timestamp ?? '';
  const next = { ...tail, known, newest };
  const stays = (row: LogRow) => !isGap(row) && isNew(next, row);
  return { ...next, shown: tail.shown.filter(stays), waiting: tail.waiting.filter(stays) };
}

/** New rows above old ones. Gaps that meet are one, and a gap learns what came after it. */
function joined(fresh: readonly LogRow[], old: readonly LogRow[]): LogRow[] {
  const top = old[0];
  const next = fresh.at(-1);
  if (!top || !next || !isGap(top)) return [...fresh, ...old];
  if (isGap(next)) return [...fresh.slice(0, -1), merged(next, top), ...old.slice(1)];
  return [...fresh, { ...top, to: top.to ?? next.timestamp }, ...old.slice(1)];
}

const sum = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b);

const merged = (newer: Gap, older: Gap): Gap => ({
  ...older,
  to: newer.to,
  count: sum(newer.count, older.count),
  isExact: newer.isExact && older.isExact,
});

/** The newest rows, and one gap for the others. */
function cut(rows: readonly LogRow[], most: number): readonly LogRow[] {
  if (rows.length <= most) return rows;
  // Half of it at once, so that this is rare.
  const kept = rows.slice(0, most / 2);
  const gone = rows.slice(most / 2);
  const lines = gone.filter((row): row is Log => !isGap(row));
  const gaps = gone.filter(isGap);
  const times = lines.map((log) => log.timestamp).sort();
  const gap: Gap = {
    kind: 'gap',
    id: `gap-${gone[0].id}`,
    count: gaps.reduce<number | null>((total, each) => sum(total, each.count), lines.length),
    isExact: gaps.every((each) => each.isExact),
    from: gaps.at(-1)?.from ?? times[0] ?? null,
    to: times.at(-1) ?? gaps[0]?.to ?? null,
  };
  return [...kept, gap];
}

/** The place of a gap taken by its lines, but those that are here already; what is left is a gap still. */
function filled(
  rows: readonly LogRow[],
  gap: Gap,
  logs: readonly Log[],
  hasMore: boolean,
): LogRow[] {
  const known = new Set(rows.map((row) => row.id));
  const missing = logs.filter((log) => !known.has(log.id));
  const count = gap.count === null ? null : Math.max(1, gap.count - missing.length);
  const rest: Gap = { ...gap, id: `${gap.id}+`, count, to: logs.at(-1)?.timestamp ?? gap.to };
  return rows.flatMap((row): LogRow[] => {
    if (row.id !== gap.id) return [row];
    return hasMore ? [...missing, rest] : missing;
  });
}

/** How many lines there are, gaps counted with what they left out. */
export const linesIn = (rows: readonly LogRow[]) =>
  rows.reduce((total, row) => total + (isGap(row) ? (row.count ?? 0) : 1), 0);

/** How many were dropped. */
export const droppedIn = (rows: readonly LogRow[]) =>
  rows.reduce((total, row) => total + (isGap(row) ? (row.count ?? 1) : 0), 0);

/** The list under the rows that came since, without those that are in both. */
export function above(head: readonly LogRow[], logs: readonly Log[]): readonly LogRow[] {
  if (head.length === 0) return logs;
  // What is in both is at the top of the list.
  const known = new Set(logs.slice(0, MOST_SHOWN).map((log) => log.id));
  const fresh = head.filter((row) => !known.has(row.id));
  return fresh.length === 0 ? logs : [...fresh, ...logs];
}
