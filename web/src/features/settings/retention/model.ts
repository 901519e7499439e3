// What is typed into the form of retention, and what would come of it.
import { bytesForInput, parseBytes } from '@/lib/bytes';
import { KINDS, type Kind, type KindUsage, type Limits } from './queries';

/** Days that may be asked for. */
export const LEAST_DAYS = 1;
export const MOST_DAYS = 36_500;

const DAY = 86_400_000;

/** As it is typed; an empty text is the server's default. */
export interface KindDraft {
  days: string;
  bytes: string;
}
export type Draft = Record<Kind, KindDraft>;

export const fieldOf = (kind: Kind, what: 'Days' | 'Bytes') => `${kind}${what}` as const;

export function draftOf(limits: Limits): Draft {
  const of = (kind: Kind): KindDraft => ({
    days: String(limits[fieldOf(kind, 'Days')] ?? ''),
    bytes: bytesForInput(limits[fieldOf(kind, 'Bytes')]),
  });
  return { spans: of('spans'), logs: of('logs'), events: of('events') };
}

const daysOf = (text: string) => (text.trim() ? Number(text) : null);
const bytesOf = (text: string) => (text.trim() ? parseBytes(text) : null);

export const limitsOf = ({ spans, logs, events }: Draft): Limits => ({
  spansDays: daysOf(spans.days),
  logsDays: daysOf(logs.days),
  eventsDays: daysOf(events.days),
  spansBytes: bytesOf(spans.bytes),
  logsBytes: bytesOf(logs.bytes),
  eventsBytes: bytesOf(events.bytes),
});

export const isSame = (a: Draft, b: Draft) =>
  JSON.stringify(limitsOf(a)) === JSON.stringify(limitsOf(b)) &&
  [a, b].every((draft) => Object.keys(faults(draft)).length === 0);

export type Fault = 'days' | 'bytes';

/** What is wrong before the server is asked, by the server's names of the fields. */
export function faults(draft: Draft): Record<string, Fault> {
  const found: Record<string, Fault> = {};
  for (const kind of KINDS) {
    const { days, bytes } = draft[kind];
    const number = Number(days);
    const isDays = /^\d+$/.test(days.trim()) && number >= LEAST_DAYS && number <= MOST_DAYS;
    if (days.trim() && !isDays) found[fieldOf(kind, 'Days')] = 'days';
    const size = parseBytes(bytes);
    if (bytes.trim() && (size === null || size <= 0)) found[fieldOf(kind, 'Bytes')] = 'bytes';
  }
  return found;
}

/** What a run of retention would take away under the limits of a form. */
export type Loss =
  | { by: 'age'; firstKept: string; oldest: string; days: number }
  | { by: 'size'; bytes: number };

export function losses(
  usage: KindUsage | undefined,
  days: number | null,
  bytes: number | null,
  now = Date.now(),
): Loss[] {
  const found: Loss[] = [];
  if (!usage) return found;
  if (days !== null && usage.oldestDay) {
    const today = Math.floor(now / DAY);
    const oldest = Math.floor(Date.parse(usage.oldestDay) / DAY);
    const firstKept = today - days;
    if (oldest < firstKept) {
      const text = new Date(firstKept * DAY).toISOString().slice(0, 10);
      found.push({ by: 'age', firstKept: text, oldest: usage.oldestDay, days: firstKept - oldest });
    }
  }
  if (bytes !== null && usage.bytes > bytes) found.push({ by: 'size', bytes: usage.bytes - bytes });
  return found;
}
