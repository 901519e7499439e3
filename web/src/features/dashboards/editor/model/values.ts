// Values as people type them. On the wire they have types: `"5"` is not `5`.
import { language } from '@/lib/language';
import type { Scalar } from '../../api/types';
import type { Field } from './fields';

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A number as people of this language type it; null where it is none. */
export function readNumber(text: string): number | null {
  const plain = language === 'pt' ? text.trim().replace(',', '.') : text.trim();
  const value = Number(plain);
  return NUMBER.test(plain) && Number.isFinite(value) ? value : null;
}

/** What a typed text means for a field: one of its values, or a value of a type that it has. */
export function readScalar(text: string, field: Field | undefined): Scalar {
  const known = field?.values.find(({ value }) => String(value) === text);
  if (known) return known.value;
  const types = field?.types ?? [];
  const number = readNumber(text);
  if (types.includes('number') && number !== null) return number;
  if (types.includes('boolean') && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}
