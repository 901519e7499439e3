import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyText } from '@/lib/clipboard';
import { cx } from '@/lib/cx';
import { t } from '@/lib/strings';
import { buttonClass } from './Button';
import s from './copy.module.css';

interface CopyButtonProps {
  /** What is copied; a function where making the text costs something. */
  text: string | (() => string);
  /** What it is: "Copy the address". */
  label: string;
  /** With the word beside the picture. */
  worded?: boolean;
  className?: string;
}

export function CopyButton({ text, label, worded, className }: CopyButtonProps) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), 1400);
    return () => clearTimeout(timer);
  }, [done]);
  const Icon = done ? Check : Copy;
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={cx(buttonClass({ look: 'ghost', small: true, icon: !worded }), s.copy, className)}
      data-done={done || undefined}
      onClick={async (event) => {
        event.stopPropagation();
        setDone(await copyText(typeof text === 'string' ? text : text()));
      }}
    >
      <Icon className="ico" aria-hidden />
      {worded && <span>{done ? t.copied : t.copy}</span>}
    </button>
  );
}
