import { count } from '@/lib/format';
import { t } from '@/lib/strings';
import type { Scalar } from '../../api/types';
import { type Field, isNumber } from '../model/fields';
import { readScalar } from '../model/values';
import { Options } from './Options';
import { useValues } from './useValues';

const words = t.editor;
/** Characters of a value in a list: texts may be of any length. */
const LONGEST = 200;

/** A value as people read it. */
export function scalarText(value: Scalar): string {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  return String(value);
}

interface ValueOptionsProps {
  label: string;
  field: Field;
  chosen: readonly Scalar[];
  autoFocus?: boolean;
  onChoose: (value: Scalar) => void;
}

/** The values of a property, those that came most often first, or another one as it is typed. */
export function ValueOptions({ label, field, chosen, autoFocus, onChoose }: ValueOptionsProps) {
  const values = useValues(field);
  const keys = values.map(({ value }) => keyOf(value));
  const isMixed = field.types.length > 1;
  const absent = chosen.filter((value) => !keys.includes(keyOf(value)));
  const all = [...absent.map((value) => ({ value, count: null })), ...values];
  const isClosed = field.types.length === 1 && field.types[0] === 'boolean';
  return (
    <Options
      label={label}
      autoFocus={autoFocus}
      empty={words.valueWanted}
      placeholder={isNumber(field) && !isMixed ? words.numberWanted : words.valueWanted}
      options={all.map(({ value, count: times }) => ({
        key: keyOf(value),
        label: scalarText(value).slice(0, LONGEST),
        note: isMixed ? words.types[typeOf(value)] : times === null ? undefined : count(times),
      }))}
      chosen={chosen.map(keyOf)}
      onChoose={(key) => onChoose(JSON.parse(key) as Scalar)}
      onTyped={isClosed ? undefined : (text) => onChoose(readScalar(text, field))}
    />
  );
}

/** `"5"` and `5` are two values. */
const keyOf = (value: Scalar) => JSON.stringify(value);

const typeOf = (value: Scalar) => (typeof value === 'string' ? 'text' : (typeof value as 'number'));
