// What is wrong with which field: what the form knows, and what the server said.
import { t } from '@/lib/strings';
import { FIELDS, type FieldName, type Fields } from './fields';
import { lengthOf, MOST_ACTION, MOST_TEXT, type Trouble, type Troubles } from './limits';

const words = t.reviewForm.trouble;

/** Said at once; the others once somebody tried to save. */
const AT_ONCE: readonly Trouble[] = ['long', 'many', 'nul'];
const MOST: Partial<Record<FieldName, number>> = {
  comment: MOST_TEXT,
  actionTaken: MOST_ACTION,
  resolutionNotes: MOST_TEXT,
};

function sentence(name: FieldName, trouble: Trouble, fields: Fields): string {
  if (trouble === 'nul') return words.nul;
  if (name === 'rating') return words.rating;
  if (name === 'tags') return words.tags;
  if (name === 'correctedOutput') return words.correction;
  if (trouble === 'missing') return words.comment;
  const length = lengthOf(String(fields[name]).trim());
  return trouble === 'short' ? words.more(10 - length) : words.over(length - (MOST[name] ?? 0));
}

export type FieldErrors = Partial<Record<FieldName, string>>;

/** The field that the server means by a path: `tags[3]` is of the tags. */
export const fieldOf = (path: string): FieldName | undefined =>
  FIELDS.find((name) => name === path.split(/[[.]/)[0]);

/** `told` is what the server said, by its paths. */
export function errorsOf(
  fields: Fields,
  troubles: Troubles,
  wasTried: boolean,
  told: Record<string, string>,
): FieldErrors {
  const errors: FieldErrors = {};
  for (const [path, detail] of Object.entries(told)) {
    const name = fieldOf(path);
    if (name) errors[name] ??= detail;
  }
  for (const [name, trouble] of Object.entries(troubles) as [FieldName, Trouble][]) {
    if (wasTried || AT_ONCE.includes(trouble)) errors[name] = sentence(name, trouble, fields);
  }
  return errors;
}
