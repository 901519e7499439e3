import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '@/lib/strings';
import { Button } from './Button';
import { Dialog } from './Dialog';
import s from './dialog.module.css';
import { FormError } from './Form';

interface FormDialogProps {
  title: string;
  /** The word on the button that does it. */
  action: string;
  busy?: boolean;
  danger?: boolean;
  sticky?: boolean;
  /** What is wrong with the form as a whole. */
  failure?: string | null;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog that asks for something and does it. */
export function FormDialog(props: FormDialogProps) {
  return (
    <Dialog label={props.title} onClose={props.onClose} sticky={props.sticky}>
      <form
        className={s.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!props.busy) props.onSubmit();
        }}
      >
        <DialogHead title={props.title} onClose={props.onClose} />
        <div className={s.body}>
          {props.children}
          <FormError>{props.failure}</FormError>
        </div>
        <footer className={s.actions}>
          <Button onClick={props.onClose}>{t.cancel}</Button>
          <Button type="submit" look={props.danger ? 'danger' : 'primary'} disabled={props.busy}>
            {props.action}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

export const DialogHead = ({ title, onClose }: { title: string; onClose: () => void }) => (
  <header className={s.head}>
    <h2>{title}</h2>
    <Button look="ghost" icon small aria-label={t.close} onClick={onClose}>
      <X className="ico" aria-hidden />
    </Button>
  </header>
);

interface ConfirmProps {
  title: string;
  action: string;
  busy?: boolean;
  failure?: string | null;
  onConfirm: () => void;
  onClose: () => void;
  /** What will come of it. */
  children: ReactNode;
}

/** Asks before something is done that cannot be taken back. */
export const Confirm = ({ onConfirm, children, ...rest }: ConfirmProps) => (
  <FormDialog {...rest} danger onSubmit={onConfirm}>
    <div className={s.words}>{children}</div>
  </FormDialog>
);

export const dialogStyles = s;
