// The title that a card has until somebody writes one.
import { t } from '@/lib/strings';
import type { Card, ChartCard } from '../../api/types';
import { datasetOf } from './query';

const words = t.editor.title;
const LONGEST_NAME = 60;

/** `ticket_resolved` and `ticketResolved` as `ticket resolved`. */
export function spoken(name: string): string {
  const text = name
    .slice(0, LONGEST_NAME)
    .replace(
      /([a-z\d])([A-Z])/g,
      (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
    )
    .replace(/[_\s]+/g, ' ')
    .trim();
  return name.length > LONGEST_NAME ? `${text}…` : text;
}

/** A property in words: those that Farol knows have words of their own. */
export const fieldName = (name: string): string =>
  Object.hasOwn(t.editor.known, name) ? (t.editor.known[name] ?? name) : spoken(name);

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** `Ticket resolved`, `Payment processed: sum of amount by method`. */
export function titleOf(card: Card): string {
  if (card.type === 'feed') {
    const { event } = card.query;
    const only = Array.isArray(event) ? (event.length === 1 ? event[0] : undefined) : event;
    return only ? words.latestOf(spoken(only)) : words.latest;
  }
  const subject = subjectOf(card);
  if (!subject) return '';
  const { groupBy } = card.query;
  const title = `${capital(subject)}${asked(card)}`;
  return groupBy ? `${title} ${words.by(fieldName(groupBy))}` : title;
}

function subjectOf({ query }: ChartCard): string {
  const dataset = datasetOf(query);
  return dataset === 'events'
    ? spoken(query.event ?? '')
    : t.editor.datasets[dataset].toLowerCase();
}

function asked({ query }: ChartCard): string {
  const { aggregation, property, match } = query;
  if (aggregation === 'count') return '';
  if (aggregation === 'rate') return match ? `: ${matched(match)}` : '';
  return property ? `: ${words.of[aggregation](fieldName(property))}` : '';
}

function matched({ property, value }: { property: string; value: unknown }): string {
  if (value === true) return fieldName(property);
  return `${fieldName(property)} ${spoken(Array.isArray(value) ? value.join(', ') : String(value))}`;
}

/** `next` under a title of its own making, unless somebody wrote one over `old`. */
export const retitled = (old: Card, next: Card): Card =>
  old.title.trim() === '' || old.title === titleOf(old) ? { ...next, title: titleOf(next) } : next;
