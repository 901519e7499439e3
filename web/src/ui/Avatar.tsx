import { User } from 'lucide-react';
import { cx } from '@/lib/cx';
import { initials } from '@/lib/initials';
import s from './avatar.module.css';

/** Somebody by their initials, as far as the name has any. */
export const Avatar = ({ name, className }: { name: string; className?: string }) => (
  <span className={cx(s.avatar, className)} aria-hidden>
    {initials(name) || <User className="ico" />}
  </span>
);
