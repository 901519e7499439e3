import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { cx } from '@/lib/cx';
import s from './dialog.module.css';

interface DialogProps {
  label: string;
  onClose: () => void;
  /** Holds what cannot be had again: a click beside it does not close it. */
  sticky?: boolean;
  /** For two things side by side. */
  wide?: boolean;
  children: ReactNode;
}

/** A modal dialog; the browser keeps the focus in it and closes it by Escape. */
export function Dialog({ label, onClose, sticky, wide, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Closed before it leaves the page, so that the browser gives the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // The browser would begin with whatever can be pressed first: the button that closes.
    element?.querySelector<HTMLElement>('input, select, textarea')?.focus();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click is on the backdrop; Escape does the same
    <dialog
      ref={dialog}
      aria-label={label}
      className={cx(s.dialog, wide && s.wide)}
      onClose={() => !dialog.current?.open && onClose()}
      onClick={(event) => !sticky && event.target === dialog.current && onClose()}
    >
      {children}
    </dialog>
  );
}
