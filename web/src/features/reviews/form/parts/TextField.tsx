import type { Ref } from 'react';
import { cx } from '@/lib/cx';
import s from '../form.module.css';
import { Part } from './Part';

interface Props {
  label: string;
  keyName: string;
  placeholder: string;
  value: string;
  error: string | null;
  hint?: string | null;
  inline?: boolean;
  readOnly: boolean;
  ref: Ref<HTMLTextAreaElement>;
  onChange: (text: string) => void;
}

/** A text of several lines that grows with what is typed. */
export const TextField = (props: Props) => (
  <Part
    label={props.label}
    keyName={props.readOnly ? undefined : props.keyName}
    error={props.error}
    hint={props.hint}
    inline={props.inline}
  >
    {(control) => (
      <textarea
        {...control}
        ref={props.ref}
        className={cx(s.text, props.inline && s.low)}
        aria-keyshortcuts={props.keyName}
        placeholder={props.readOnly ? undefined : props.placeholder}
        readOnly={props.readOnly}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    )}
  </Part>
);
