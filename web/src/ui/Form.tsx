import { type ReactNode, useId } from 'react';
import { cx } from '@/lib/cx';
import controls from './controls.module.css';
import s from './form.module.css';

/** What ties a control to its label, its hint and its error. */
export interface ControlProps {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

interface FormFieldProps {
  label: string;
  /** Beside the label: "optional". */
  note?: string;
  hint?: ReactNode;
  error?: string | null;
  className?: string;
  children: (control: ControlProps) => ReactNode;
}

/** A control with its label above, and what it means or what is wrong with it beneath. */
export function FormField({ label, note, hint, error, className, children }: FormFieldProps) {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={cx(s.field, className)} data-invalid={error ? true : undefined}>
      <label htmlFor={id} className={s.label}>
        {label}
        {note && <small>{note}</small>}
      </label>
      {children({
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {error && (
        <p id={`${id}-error`} className={s.error} role="alert">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className={s.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}

interface CheckProps {
  label: ReactNode;
  hint?: ReactNode;
  /** One of several that exclude each other, by their common name. */
  radio?: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}

/** A tick or a dot with its words; the whole of it can be clicked. */
export function Check({ label, hint, radio, checked, disabled, onChange }: CheckProps) {
  const id = useId();
  return (
    <label className={s.check} data-disabled={disabled || undefined}>
      <input
        type={radio ? 'radio' : 'checkbox'}
        name={radio}
        checked={checked}
        disabled={disabled}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        <b id={`${id}-label`}>{label}</b>
        {hint && <small id={`${id}-hint`}>{hint}</small>}
      </span>
    </label>
  );
}

interface SelectProps<T extends string> {
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
  control?: Partial<ControlProps>;
  label?: string;
  disabled?: boolean;
  className?: string;
}

/** The browser's own list to choose from. */
export function Select<T extends string>(props: SelectProps<T>) {
  return (
    <select
      {...props.control}
      aria-label={props.label}
      className={cx(controls.input, s.select, props.className)}
      value={props.value}
      disabled={props.disabled}
      onChange={(event) => {
        const chosen = props.options.find(({ value }) => value === event.target.value);
        if (chosen) props.onChange(chosen.value);
      }}
    >
      {props.options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

/** What is wrong with a form as a whole. */
export const FormError = ({ children }: { children: ReactNode }) =>
  children ? (
    <p className={s.failure} role="alert">
      {children}
    </p>
  ) : null;

export const formStyles = s;
