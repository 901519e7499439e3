import { X } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { Button } from './Button';
import s from './drawer.module.css';

interface DrawerProps {
  title: ReactNode;
  /** Under the title, in grey. */
  note?: ReactNode;
  label: string;
  closeLabel: string;
  onClose: () => void;
  children: ReactNode;
}

/** A sheet over the right of the page; the browser keeps the focus in it and closes it by Escape. */
export function Drawer({ title, note, label, closeLabel, onClose, children }: DrawerProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Closed before it leaves the page, so that the browser gives the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click is on the backdrop; Escape does the same
    <dialog
      ref={dialog}
      aria-label={label}
      className={s.drawer}
      onClose={() => !dialog.current?.open && onClose()}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <header>
        <div>
          <h2 className="clip">{title}</h2>
          {note && <p className="clip num">{note}</p>}
        </div>
        <Button look="ghost" icon aria-label={closeLabel} onClick={onClose}>
          <X className="ico" aria-hidden />
        </Button>
      </header>
      {children}
    </dialog>
  );
}
