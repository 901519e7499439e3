// What may be meant by what is being typed: a field, or a value of one.
import type { Facet } from './facets';
import { startedCondition } from './typed';

export interface Suggestion {
  /** The whole text of the box, once it is taken. */
  text: string;
  label: string;
  count: number | null;
  /** Whether it is a condition then, with nothing more to type. */
  isWhole: boolean;
}

const MOST = 8;

const quoted = (value: string) => (/[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value);

export function suggestionsFor(text: string, facets: readonly Facet[]): Suggestion[] {
  const started = startedCondition(text);
  if (started) {
    const { key, before, value: part } = started;
    const facet = facets.find((each) => each.key === key);
    const head = text.slice(before.length).replace(/([=:]).*$/, '$1');
    const found = facet?.values.filter(
      ({ value, state }) => !state && value.toLowerCase().includes(part.toLowerCase()),
    );
    return (found ?? []).slice(0, MOST).map(({ value, count }) => ({
      text: `${before}${head}${quoted(value)}`,
      label: value,
      count,
      isWhole: true,
    }));
  }
  const word = /(?:^|\s)(-?)(\S+)$/.exec(text);
  if (!word) return [];
  const [, minus, name] = word;
  const before = text.slice(0, text.length - name.length - minus.length);
  return facets
    .filter((facet) => facet.name.toLowerCase().includes(name.toLowerCase()))
    .sort((a, b) => a.name.toLowerCase().indexOf(name) - b.name.toLowerCase().indexOf(name))
    .slice(0, MOST)
    .map((facet) => ({
      text: `${before}${minus}${facet.name}=`,
      label: `${facet.name}=`,
      count: null,
      isWhole: false,
    }));
}
