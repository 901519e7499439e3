import { type ReactNode, useEffect } from 'react';
import { Logo } from '@/ui/Logo';
import s from './sign-in.module.css';

interface EntryCardProps {
  title: string;
  onSubmit: (fields: FormData) => void;
  /** Under the card. */
  below?: ReactNode;
  children: ReactNode;
}

/** The frame of the pages before the portal. */
export function EntryCard({ title, onSubmit, below, children }: EntryCardProps) {
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <main className={s.page}>
      <form
        className={s.card}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit(new FormData(event.currentTarget));
        }}
      >
        <h1>
          <Logo />
          {title}
        </h1>
        {children}
      </form>
      {below}
    </main>
  );
}
