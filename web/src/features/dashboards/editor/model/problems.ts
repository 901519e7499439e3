// What keeps a card from being saved, by the part of the form that it stands beside.
import type { Card } from '../../api/types';
import { isNumeric } from './cards';
import { type Field, findField, isNumber } from './fields';
import { datasetOf, needsProperty } from './query';

export type Place = 'title' | 'event' | 'property' | 'match' | 'group';
export type Problem =
  | 'noTitle'
  | 'longTitle'
  | 'noEvent'
  | 'noProperty'
  | 'notNumber'
  | 'noMatch'
  | 'noGroup';

export const LONGEST_TITLE = 200;

/** `fields` are undefined until they are known. */
export function problemsOf(
  card: Card,
  fields: readonly Field[] | undefined,
): Partial<Record<Place, Problem>> {
  const found: Partial<Record<Place, Problem>> = {};
  if (card.title.trim() === '') found.title = 'noTitle';
  if (card.title.length > LONGEST_TITLE) found.title = 'longTitle';
  if (card.type === 'feed') return found;
  const { query, type } = card;
  if (datasetOf(query) === 'events' && !query.event) return { ...found, event: 'noEvent' };
  if (needsProperty(query)) {
    const field = fields && findField(fields, query.property);
    if (!query.property) found.property = 'noProperty';
    else if (field && isNumeric(query.aggregation) && !isNumber(field))
      found.property = 'notNumber';
  }
  if (query.aggregation === 'rate' && isEmpty(query.match)) found.match = 'noMatch';
  if (type === 'pie' && !query.groupBy) found.group = 'noGroup';
  return found;
}

const isEmpty = (match: { property: string; value: unknown } | undefined) =>
  !match?.property ||
  match.value === '' ||
  (Array.isArray(match.value) && match.value.length === 0);
