// A filter's values, and where they can be chosen from.
import type { QueueItem } from '@/api/reviews';
import { t } from '@/lib/strings';
import type { Field } from '../search';
import type { Row } from './rows';

const words = t.reviews;

/** A value as people say it. */
export function valueText(field: Field, value: string): string {
  if (field === 'rating') return words.rating[value as keyof typeof words.rating] ?? value;
  if (field === 'priority') return words.priority[value as keyof typeof words.priority] ?? value;
  return value;
}

/** Values beyond which the others are only counted. */
const SAID = 2;

/** `bad, neutral`; of more than two, how many others there are. */
export function valuesText(field: Field, values: readonly string[]): string {
  const said = values.slice(0, SAID).map((value) => valueText(field, value));
  const more = values.length - SAID;
  return said.join(', ') + (more > 0 ? ` +${more}` : '');
}

const MOST = 12;

/** What a field's values may be, out of what is in sight: the most frequent first. */
export function suggestions(
  field: Field,
  rows: readonly Row[],
  items: readonly QueueItem[],
): string[] {
  const counts = new Map<string, number>();
  const add = (value: string | null | undefined) => {
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  };
  if (field === 'tag') for (const row of rows) row.tags.forEach(add);
  if (field === 'agentId') for (const row of rows) add(row.agent);
  if (field === 'rule') for (const item of items) for (const { rule } of item.reasons) add(rule);
  if (field === 'assignee') for (const row of rows) add(row.assignee);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([value]) => value)
    .slice(0, MOST);
}
