import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Input } from '@/ui/Field';
import { Select } from '@/ui/Form';
import type { Filter, Operator, Scalar } from '../../api/types';
import { type Field, findField } from '../model/fields';
import { firstOperator, isOrdered, operatorsFor } from '../model/filters';
import { readNumber } from '../model/values';
import { fieldNote } from './FieldMenu';
import { Options } from './Options';
import s from './picker.module.css';
import { ValueOptions } from './ValueOptions';

const words = t.editor;

interface FilterFormProps {
  fields: readonly Field[];
  /** The condition that is changed; none for a new one. */
  filter?: Filter;
  onApply: (filter: Filter) => void;
}

/** A condition step by step: the property, then how it is to be, then the value. */
export function FilterForm({ fields, filter, onApply }: FilterFormProps) {
  const [property, setProperty] = useState(filter?.property);
  const field =
    property === undefined ? undefined : (findField(fields, property) ?? unknown(property));
  if (!field) {
    return (
      <Options
        autoFocus
        isCode
        label={words.property}
        options={fields.map((each) => ({
          key: each.name,
          label: each.name,
          note: fieldNote(each),
        }))}
        chosen={[]}
        onChoose={setProperty}
        onTyped={setProperty}
      />
    );
  }
  return (
    <Condition
      key={field.name}
      field={field}
      filter={filter?.property === field.name ? filter : undefined}
      onBack={() => setProperty(undefined)}
      onApply={onApply}
    />
  );
}

/** A property that was not seen yet may come as anything. */
const unknown = (name: string): Field => ({
  name,
  types: ['text', 'number', 'boolean'],
  values: [],
  isComplete: false,
});

interface ConditionProps {
  field: Field;
  filter: Filter | undefined;
  onBack: () => void;
  onApply: (filter: Filter) => void;
}

function Condition({ field, filter, onBack, onApply }: ConditionProps) {
  const [op, setOp] = useState<Operator>(filter?.op ?? firstOperator(field));
  const apply = (value: Filter['value']) => onApply({ property: field.name, op, value });
  const first = filter?.op === op ? filter.value : undefined;
  return (
    <div className={s.form}>
      <div className={s.about}>
        <Button look="ghost" icon small aria-label={words.property} onClick={onBack}>
          <ArrowLeft className="ico" aria-hidden />
        </Button>
        <b className="mono clip">{field.name}</b>
        <small>{fieldNote(field)}</small>
      </div>
      <Select
        label={words.operator}
        value={op}
        options={operatorsFor(field).map((value) => ({ value, label: words.operators[value] }))}
        onChange={setOp}
      />
      <Value key={op} field={field} op={op} first={first} onApply={apply} />
    </div>
  );
}

interface ValueProps {
  field: Field;
  op: Operator;
  first: Filter['value'] | undefined;
  onApply: (value: Filter['value']) => void;
}

function Value({ field, op, first, onApply }: ValueProps) {
  if (op === 'exists') {
    const options = [
      { key: 'true', label: words.operators.exists },
      { key: 'false', label: words.absent },
    ];
    const chosen = first === undefined ? [] : [String(first)];
    return (
      <Options
        label={words.value}
        options={options}
        chosen={chosen}
        onChoose={(key) => onApply(key === 'true')}
      />
    );
  }
  if (isOrdered(op)) return <NumberValue first={first} onApply={onApply} />;
  if (op === 'in') return <Several field={field} first={first} onApply={onApply} />;
  const chosen = first === undefined || Array.isArray(first) ? [] : [first];
  return (
    <ValueOptions autoFocus label={words.value} field={field} chosen={chosen} onChoose={onApply} />
  );
}

function NumberValue({ first, onApply }: Pick<ValueProps, 'first' | 'onApply'>) {
  const [text, setText] = useState(typeof first === 'number' ? String(first) : '');
  const number = readNumber(text);
  return (
    <form
      className={s.form}
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (number !== null) onApply(number);
      }}
    >
      <Input
        autoFocus
        inputMode="decimal"
        aria-label={words.value}
        placeholder={words.numberWanted}
        aria-invalid={text !== '' && number === null ? true : undefined}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {text !== '' && number === null && <p className={s.fault}>{words.numberWanted}</p>}
      <Button type="submit" look="primary" disabled={number === null}>
        {words.applyFilter}
      </Button>
    </form>
  );
}

/** The server takes no more. */
const MOST_VALUES = 100;

function Several({ field, first, onApply }: Omit<ValueProps, 'op'>) {
  const [values, setValues] = useState<Scalar[]>(Array.isArray(first) ? first : []);
  const toggle = (value: Scalar) =>
    setValues((old) =>
      old.includes(value)
        ? old.filter((each) => each !== value)
        : [...old, value].slice(0, MOST_VALUES),
    );
  return (
    <>
      <ValueOptions autoFocus label={words.value} field={field} chosen={values} onChoose={toggle} />
      <Button look="primary" disabled={values.length === 0} onClick={() => onApply(values)}>
        {words.applyFilter}
      </Button>
    </>
  );
}
