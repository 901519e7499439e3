// Which examples are exported, as the API's parameters; and what they are, as turns of a conversation.
import type { Query } from '@/api/client';
import { address } from '@/api/client';
import { RATINGS, type ReviewRating, type ReviewStatus } from '@/api/reviews';
import { listOf } from '@/lib/tags';
import type { ReviewSearch } from '../search';

export const STATUSES: readonly ReviewStatus[] = ['open', 'in_progress', 'resolved', 'dismissed'];
export const FORMATS = ['jsonl', 'json'] as const;
export type Format = (typeof FORMATS)[number];

export interface ExportDraft {
  /** Names or ids, divided by commas. */
  agents: string;
  tags: string;
  statuses: readonly ReviewStatus[];
  /** Any where there is none. */
  ratings: readonly ReviewRating[];
  /** A day, as `<input type="date">` writes it. */
  since: string;
}

/** What the server takes, too, where nothing is said. */
export const USUAL: ExportDraft = {
  agents: '',
  tags: '',
  statuses: ['resolved'],
  ratings: [],
  since: '',
};

/** To begin with, what the lists are narrowed to; their time is that of making a review, not of changing it. */
export const draftOf = ({ agentId, tag, rating }: ReviewSearch): ExportDraft => ({
  ...USUAL,
  agents: agentId?.join(', ') ?? '',
  tags: tag?.join(', ') ?? '',
  ratings: RATINGS.filter((each) => rating?.includes(each)),
});

const isUsual = (statuses: readonly string[]) =>
  statuses.length === 1 && statuses[0] === 'resolved';

export function parametersOf(draft: ExportDraft): Query {
  const { statuses, ratings, since } = draft;
  return {
    agentId: listOf(draft.agents),
    status: isUsual(statuses) ? [] : statuses,
    rating: ratings,
    tag: listOf(draft.tags),
    since: /^\d{4}-\d\d-\d\d$/.test(since) ? since : undefined,
  };
}

const EXPORT = '/api/v1/reviews/export';

export const downloadAddress = (project: string, draft: ExportDraft, format: Format) =>
  address(EXPORT, { project, format, ...parametersOf(draft) });

/** What stands between single quotes in a shell. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** The same for a nightly job, which has a key and wants only what has changed. */
export function command(origin: string, draft: ExportDraft, format: Format): string {
  const file = `training.${format}`;
  return [
    'curl --fail --etag-compare training.etag --etag-save training.etag \\',
    '  --header "X-Api-Key: $FAROL_KEY" \\',
    `  --output ${file} \\`,
    `  ${quoted(origin + address(EXPORT, { format, ...parametersOf(draft) }))}`,
  ].join('\n');
}

export interface Turn {
  role: string;
  text: string;
  calls: { name: string; arguments: string }[];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textIn = (value: unknown) =>
  typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value);

/** The turns of an example, whatever it holds. */
export function turnsOf(messages: readonly unknown[]): Turn[] {
  return messages.filter(isObject).map((message) => {
    const calls = Array.isArray(message.tool_calls) ? message.tool_calls.filter(isObject) : [];
    return {
      role: textIn(message.role),
      text: textIn(message.content),
      calls: calls.map((call) => {
        const of = isObject(call.function) ? call.function : {};
        return { name: textIn(of.name), arguments: textIn(of.arguments) };
      }),
    };
  });
}

/** Where the answer stands that a corrected one took the place of. */
export const answerAt = (turns: readonly Turn[]) =>
  turns.findLastIndex(({ role }) => role === 'assistant');
