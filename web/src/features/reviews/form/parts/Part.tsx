import { type ReactNode, useId } from 'react';
import { cx } from '@/lib/cx';
import { Kbd } from '@/ui/Kbd';
import s from './part.module.css';

export interface Control {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

interface PartProps {
  label: string;
  /** The key that leads here. */
  keyName?: string;
  note?: ReactNode;
  error?: string | null;
  /** What is still missing, told as one types. */
  hint?: string | null;
  /** The label at the left of the control instead of above. */
  inline?: boolean;
  /** Several controls, which no single label is of. */
  group?: boolean;
  children: (control: Control) => ReactNode;
}

/** A part of the form: its label, the key that leads to it, and what is wrong with it. */
export function Part(props: PartProps) {
  const id = useId();
  const { label, keyName, note, error, hint } = props;
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <section className={cx(s.part, props.inline && s.line)}>
      <div className={s.label}>
        {props.group ? <span>{label}</span> : <label htmlFor={id}>{label}</label>}
        {note}
        {keyName && (
          <span className={cx(s.key, 'wide')} aria-hidden>
            <Kbd>{keyName}</Kbd>
          </span>
        )}
      </div>
      <div className={s.control}>
        {props.children({
          id,
          'aria-describedby': describedBy || undefined,
          'aria-invalid': error ? true : undefined,
        })}
        {error && (
          <p id={`${id}-error`} className={s.error} role="alert">
            {error}
          </p>
        )}
        {hint && !error && (
          <p id={`${id}-hint`} className={s.hint}>
            {hint}
          </p>
        )}
      </div>
    </section>
  );
}
