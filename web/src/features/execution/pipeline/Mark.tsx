import { Check, Minus, X } from 'lucide-react';
import type { Status } from '@/api/types';
import { t } from '@/lib/strings';
import s from './pipeline.module.css';

const ICONS = { success: Check, error: X, skipped: Minus, running: Minus };

/** How a phase or a step ended, in a dot. */
export function Mark({ status }: { status: Status }) {
  const Icon = ICONS[status];
  return (
    <span className={s.mark} data-status={status} role="img" aria-label={t.status[status]}>
      {status !== 'running' && <Icon aria-hidden />}
    </span>
  );
}
