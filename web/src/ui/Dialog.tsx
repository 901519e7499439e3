import { type ReactNode, useLayoutEffect, useRef } from 'react';
import s from './dialog.module.css';

interface DialogProps {
  label: string;
  onClose: () => void;
  /** Holds what cannot be had again: a click beside it does not close it. */
  sticky?: boolean;
  children: ReactNode;
}

/** A modal dialog; the browser keeps the focus in it and closes it by Escape. */
export function Dialog({ label, onClose, sticky, children }: DialogProps) {
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
      className={s.dialog}
      onClose={() => !dialog.current?.open && onClose()}
      onClick={(event) => !sticky && event.target === dialog.current && onClose()}
    >
      {children}
    </dialog>
  );
}
