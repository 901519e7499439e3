// A dashboard while it is worked on: local until it is saved.
import type { DashboardDraft } from '../api/queries';
import type { Card, Dashboard } from '../api/types';

export const draftOf = ({ name, description, cards, settings }: Dashboard): DashboardDraft => ({
  name,
  description,
  cards,
  settings,
});

/** Says the same, whatever the order of its keys. */
export const isSame = (a: unknown, b: unknown): boolean => written(a) === written(b);

const written = (value: unknown) =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.entries(each)
          .filter(([, inner]) => inner !== undefined)
          .sort(([a], [b]) => (a < b ? -1 : 1))
      : each,
  );

/** The names that `name` may have as a copy, until one is free. */
export function copyName(name: string, taken: readonly string[], word: string): string {
  for (let count = 1; ; count += 1) {
    const end = count === 1 ? ` (${word})` : ` (${word} ${count})`;
    const next = `${name.slice(0, MOST_NAME - end.length)}${end}`;
    if (!taken.includes(next)) return next;
  }
}

export const MOST_NAME = 100;
/** The server takes no more. */
export const MOST_CARDS = 50;

/** Short, and its own on this dashboard. Browsers hide `randomUUID` over plain HTTP. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** With a card in the place of the one of its id, or as the last. */
export function withCard(cards: readonly Card[], card: Card): Card[] {
  const isThere = cards.some(({ id }) => id === card.id);
  return isThere ? cards.map((each) => (each.id === card.id ? card : each)) : [...cards, card];
}

export const withoutCard = (cards: readonly Card[], id: string): Card[] =>
  cards.filter((card) => card.id !== id);
