import type { ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { t } from '@/lib/strings';
import { Bone, Failure } from '@/ui/Notice';
import s from './settings.module.css';

interface SheetHeadProps {
  title: string;
  intro: ReactNode;
  /** At the right. */
  children?: ReactNode;
}

/** What a page of the settings is about. */
export const SheetHead = ({ title, intro, children }: SheetHeadProps) => (
  <header className={s.sheetHead}>
    <div>
      <h2 tabIndex={-1}>{title}</h2>
      <p>{intro}</p>
    </div>
    {children && <div className={s.headTools}>{children}</div>}
  </header>
);

interface CardProps {
  title?: string;
  /** Beside the title, quieter. */
  note?: ReactNode;
  tools?: ReactNode;
  /** Without space around, as a table wants it. */
  flush?: boolean;
  /** At the foot: what is done with the form in it. */
  foot?: ReactNode;
  children: ReactNode;
}

/** A box with what belongs together. */
export const Card = ({ title, note, tools, flush, foot, children }: CardProps) => (
  <section className={s.card} aria-label={title}>
    {title && (
      <header>
        <h3>{title}</h3>
        {note && <span className={s.note}>{note}</span>}
        <span className="grow" />
        {tools}
      </header>
    )}
    <div className={cx(!flush && s.padded)}>{children}</div>
    {foot && <footer>{foot}</footer>}
  </section>
);

/** A line in a box: nothing is there. */
export const Nothing = ({ children }: { children: ReactNode }) => (
  <p className={s.nothing}>{children}</p>
);

interface LoadProps {
  query: { isPending: boolean; error: unknown; refetch: () => unknown };
  /** Rows of the skeleton. */
  rows?: number;
}

/** A box's content while it is not there: its skeleton, or what went wrong. */
export function Waiting({ query, rows = 3 }: LoadProps) {
  if (query.isPending) {
    return (
      <div className={s.bones} role="status" aria-busy aria-label={t.loading}>
        {Array.from({ length: rows }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bones never move
          <div key={index}>
            <Bone width={90 + ((index * 47) % 70)} />
            <Bone width={`${28 + ((index * 31) % 30)}%`} />
          </div>
        ))}
      </div>
    );
  }
  return <Failure error={query.error} onRetry={() => query.refetch()} />;
}

export const settingsStyles = s;
