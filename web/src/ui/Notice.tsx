import { CloudOff, Inbox, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError } from '@/api/client';
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

function explain(error: unknown): string {
  if (!(error instanceof ApiError)) return t.errors.unexpected;
  if (error.status === 0) return t.errors.unreachable;
  const fields = error.problem?.errors?.map(({ field, detail }) => `${field}: ${detail}`);
  return [error.message || t.errors.status(error.status), ...(fields ?? [])].join(' ');
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
