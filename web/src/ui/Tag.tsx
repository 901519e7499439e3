import type { ReactNode } from 'react';
import type { Status } from '@/api/types';
import { cx } from '@/lib/cx';
import { look, typeName } from '@/lib/span-types';
import { t } from '@/lib/strings';
import s from './tag.module.css';

export type Tone = 'ok' | 'error' | 'run' | 'warn' | 'idle';

const TONES: Record<Status, Tone> = {
  success: 'ok',
  error: 'error',
  running: 'run',
  skipped: 'idle',
};

export function Tag({ tone = 'idle', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={cx(s.tag, tone !== 'idle' && s[tone])}>{children}</span>;
}

export const StatusTag = ({ status }: { status: Status }) => (
  <Tag tone={TONES[status]}>{t.status[status] ?? status}</Tag>
);

/** A span's type: coloured by family, labelled in a word. */
export function TypeTag({ type, fixed }: { type: string; fixed?: boolean }) {
  const { family, label } = look(type);
  return (
    <span
      data-family={family}
      className={cx(s.tag, s.type, fixed && s.fixed)}
      title={typeName(type)}
    >
      {label}
    </span>
  );
}

const SHAPES: Record<Exclude<Status, 'running'>, ReactNode> = {
  success: (
    <>
      <circle cx="12" cy="12" r="9" opacity=".35" />
      <path d="m8.500 12.200 2.400 2.400 4.600-4.900" />
    </>
  ),
  error: (
    <>
      <circle cx="12" cy="12" r="10" fill="currentColor" stroke="none" />
      <path d="M12 7v6" stroke="var(--surface)" strokeWidth="2.400" />
      <path d="M12 16.700v.1" stroke="var(--surface)" strokeWidth="2.800" />
    </>
  ),
  skipped: (
    <>
      <circle cx="12" cy="12" r="9" opacity=".35" />
      <path d="M8.500 12h7" />
    </>
  ),
};

const COLOURS = { success: s.iconOk, error: s.iconError, skipped: s.iconSkipped };

export function StatusIcon({ status }: { status: Status }) {
  const label = t.status[status] ?? status;
  if (status === 'running') return <i className={s.pulse} role="img" aria-label={label} />;
  return (
    <svg
      className={cx(s.icon, COLOURS[status])}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.200"
      strokeLinecap="round"
      strokeLinejoin="round"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {SHAPES[status]}
    </svg>
  );
}
