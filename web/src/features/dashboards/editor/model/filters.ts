// Conditions on what a card counts, as people read and build them.
import { language } from '@/lib/language';
import { t } from '@/lib/strings';
import type { Filter, Operator, Scalar } from '../../api/types';
import { type Field, isNumber } from './fields';

const words = t.editor;

const ORDERED: readonly Operator[] = ['gt', 'gte', 'lt', 'lte'];
export const isOrdered = (op: Operator) => ORDERED.includes(op);

/** The conditions that make sense for what a property is. */
export function operatorsFor(field: Field): Operator[] {
  const isScalar = field.types.some((type) => type !== 'other');
  const isOnlyBoolean = field.types.every((type) => type === 'boolean');
  return [
    ...(isScalar ? (['eq', 'ne'] as const) : []),
    ...(isScalar && !isOnlyBoolean ? (['in'] as const) : []),
    ...(isNumber(field) ? ORDERED : []),
    'exists',
  ];
}

/** Values read as numbers are compared; the rest is looked for. */
export const firstOperator = (field: Field): Operator =>
  field.types[0] === 'number' ? 'gt' : (operatorsFor(field)[0] ?? 'exists');

const shown = (value: Scalar) => {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  const text = typeof value === 'number' ? value.toLocaleString(language) : value;
  return text === '' ? '“”' : text.slice(0, 80);
};

/** A condition in three parts: `amount`, `>`, `0`. */
export function filterParts({ property, op, value }: Filter): [string, string, string] {
  if (op === 'exists')
    return [property, value === false ? words.absent : words.operatorSigns.exists, ''];
  const values = Array.isArray(value) ? value : [value];
  const more = values.length > 2 ? ` +${values.length - 2}` : '';
  return [property, words.operatorSigns[op], `${values.slice(0, 2).map(shown).join(', ')}${more}`];
}

export const filterText = (filter: Filter) => filterParts(filter).filter(Boolean).join(' ');
