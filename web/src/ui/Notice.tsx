import { CloudOff, Inbox, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { explain } from '@/lib/problem';
import { t } from '@/lib/strings';
import { Button } from './Button';
import s from './notice.module.css';

interface EmptyProps {
  title: string;
  text?: string;
  /** What to do next. */
  children?: ReactNode;
}

export function Empty({ title, text, children }: EmptyProps) {
  return (
    <div className={s.notice}>
      <Inbox aria-hidden />
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {children && <footer>{children}</footer>}
    </div>
  );
}

/** What happened, and a way to try again. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return (
    <div className={s.notice} role="alert">
      <CloudOff aria-hidden />
      <h2>{t.errors.title}</h2>
      <p>{explain(error)}</p>
      {onRetry && (
        <footer>
          <Button onClick={onRetry}>{t.errors.retry}</Button>
        </footer>
      )}
    </div>
  );
}

/** A caveat over what is shown, in words. */
export function Caveat({ children }: { children: ReactNode }) {
  return (
    <div className={s.strip} role="note">
      <TriangleAlert aria-hidden />
      <span>{children}</span>
    </div>
  );
}

export const Bone = ({ width }: { width: number | string }) => (
  <span className={s.bone} style={{ width }} aria-hidden />
);
