// Tags as they are typed: one after the other, each once.
import { LONGEST_TAG, MOST_TAGS } from '@/lib/tags';
import { lengthOf } from './limits';

export type Refused = 'many' | 'long' | 'twice';

/** Several where they were pasted with commas or in lines. */
export const tagsIn = (text: string): string[] =>
  text
    .split(/[,\n]/)
    .map((tag) => tag.trim())
    .filter(Boolean);

/** The tags with those of a text, and why one of them was not taken. */
export function withTags(
  tags: readonly string[],
  text: string,
): { tags: readonly string[]; refused: Refused | null } {
  const next = [...tags];
  let refused: Refused | null = null;
  for (const tag of tagsIn(text)) {
    if (lengthOf(tag) > LONGEST_TAG) refused = 'long';
    else if (next.includes(tag)) refused = 'twice';
    else if (next.length >= MOST_TAGS) refused = 'many';
    else next.push(tag);
  }
  return { tags: next.length === tags.length ? tags : next, refused };
}

/** Tags of whatever lists are at hand, the most frequent first. */
export function knownTags(lists: readonly unknown[]): string[] {
  const counts = new Map<string, number>();
  const count = (value: unknown, depth: number) => {
    if (depth === 0 || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) for (const each of value) count(each, depth - 1);
    else {
      const { pages, items, tags } = value as Record<string, unknown>;
      count(pages, depth - 1);
      count(items, depth - 1);
      if (!Array.isArray(tags)) return;
      for (const tag of tags) {
        if (typeof tag === 'string') counts.set(tag, (counts.get(tag) ?? 0) + 1);
      }
    }
  };
  for (const list of lists) count(list, 6);
  return [...counts].sort(([a, n], [b, m]) => m - n || a.localeCompare(b)).map(([tag]) => tag);
}

/** Those that a text may become, but not what is there. */
export function suggested(known: readonly string[], tags: readonly string[], text: string) {
  const sought = text.trim().toLocaleLowerCase();
  return known
    .filter((tag) => !tags.includes(tag) && tag.toLocaleLowerCase().includes(sought))
    .slice(0, 8);
}
