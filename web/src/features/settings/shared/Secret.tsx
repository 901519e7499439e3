import { useEffect, useRef } from 'react';
import { CopyButton } from '@/ui/CopyButton';
import s from './shared.module.css';

interface SecretProps {
  text: string;
  label: string;
  copy: string;
  /** That it is shown once, and what to do if it is lost. */
  warning: string;
}

/** What is shown once: selected by a click, copied by a button. */
export function Secret({ text, label, copy, warning }: SecretProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <div className={s.secretBox}>
      <p>{warning}</p>
      <div className={s.secret}>
        <input
          ref={field}
          readOnly
          className="mono"
          aria-label={label}
          value={text}
          onFocus={(event) => event.target.select()}
        />
        <CopyButton worded text={text} label={copy} />
      </div>
    </div>
  );
}

interface SnippetProps {
  title: string;
  code: string;
  copy: string;
}

/** Lines to take away. */
export const Snippet = ({ title, code, copy }: SnippetProps) => (
  <div className={s.snippet}>
    <header>
      <h4>{title}</h4>
      <CopyButton worded text={code} label={copy} />
    </header>
    <pre className="mono">{code}</pre>
  </div>
);
