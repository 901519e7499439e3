import { Search } from 'lucide-react';
import type { InputHTMLAttributes, Ref } from 'react';
import { cx } from '@/lib/cx';
import s from './controls.module.css';
import { Kbd } from './Kbd';

interface SearchFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: string;
  ref?: Ref<HTMLInputElement>;
  trailing?: React.ReactNode;
}

/** A search box with its magnifying glass and the key that leads to it. */
export function SearchField({ label, hint, className, trailing, ...rest }: SearchFieldProps) {
  return (
    <label className={cx(s.field, className)}>
      <Search className="ico" aria-hidden />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        spellCheck={false}
        autoComplete="off"
        {...rest}
      />
      {trailing}
      {hint && !trailing && <Kbd>{hint}</Kbd>}
    </label>
  );
}

export function Input({ className, ...rest }: InputHTMLAttributes<HTMLInputElement>) {
  return <input className={cx(s.input, className)} autoComplete="off" {...rest} />;
}
