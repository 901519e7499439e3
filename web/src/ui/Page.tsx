import { type ReactNode, useEffect } from 'react';
import { setTitle } from '@/lib/title';
import s from './page.module.css';

interface PageProps {
  /** In the browser's tab, and over the page unless `heading` stands there. */
  title: string;
  heading?: ReactNode;
  /** At the right of the bar. */
  tools?: ReactNode;
  children: ReactNode;
}

/** A page: its bar and what is under it. */
export function Page({ title, heading, tools, children }: PageProps) {
  useEffect(() => setTitle(title), [title]);
  return (
    <>
      <header className={s.bar}>
        <h1 className={s.title}>{heading ?? title}</h1>
        <span className="grow" />
        {tools}
      </header>
      <main id="content" className={s.main} tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

export const pageStyles = s;
