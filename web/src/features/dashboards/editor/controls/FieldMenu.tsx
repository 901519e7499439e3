import { ChevronDown } from 'lucide-react';
import { t } from '@/lib/strings';
import controls from '@/ui/controls.module.css';
import { Popover } from '@/ui/Popover';
import type { Field } from '../model/fields';
import { Options } from './Options';
import s from './picker.module.css';

const words = t.editor;

/** `number`, `number and text`, `text · 3 values`: what a property is, in words. */
export function fieldNote({ types, values, isComplete }: Field): string {
  const type = types.map((each) => words.types[each]).join(words.and);
  const isCounted = values.length > 0 && types[0] !== 'number';
  return isCounted ? `${type} · ${words.values(values.length, isComplete)}` : type;
}

/** As a property stands beside its name in the form: how many values, or of which type. */
const shortNote = (field: Field) =>
  field.types.length === 1 && field.types[0] === 'text' && field.values.length > 0
    ? words.values(field.values.length, field.isComplete)
    : field.types.map((each) => words.types[each]).join(words.and);

const NONE = '\u0000none';

interface FieldMenuProps {
  label: string;
  fields: readonly Field[];
  value: string | undefined;
  /** What choosing nothing is called, where that may be. */
  none?: string;
  isInvalid?: boolean;
  onChange: (name: string | undefined) => void;
}

/** A property to choose, with what is known of each. */
export function FieldMenu({ label, fields, value, none, isInvalid, onChange }: FieldMenuProps) {
  const field = fields.find(({ name }) => name === value);
  const options = fields.map((each) => ({
    key: each.name,
    label: each.name,
    note: fieldNote(each),
  }));
  return (
    <Popover
      label={label}
      width={300}
      triggerClass={`${controls.field} ${s.trigger}`}
      triggerProps={{ 'aria-invalid': isInvalid || undefined }}
      trigger={
        <>
          <span className="hidden">{label}: </span>
          <span className="clip">
            {value ?? <span className="faint">{none ?? words.choose}</span>}{' '}
            {field && <span className="faint">{shortNote(field)}</span>}
          </span>
          <ChevronDown className="ico" aria-hidden />
        </>
      }
    >
      {(close) => (
        <Options
          autoFocus
          isCode
          label={label}
          options={none ? [{ key: NONE, label: none }, ...options] : options}
          chosen={[value ?? NONE]}
          onChoose={(name) => {
            onChange(name === NONE ? undefined : name);
            close();
          }}
        />
      )}
    </Popover>
  );
}
