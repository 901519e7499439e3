import type { ButtonHTMLAttributes } from 'react';
import { cx } from '@/lib/cx';
import s from './controls.module.css';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: 'plain' | 'ghost' | 'primary' | 'danger';
  /** Square, for a picture alone: needs an `aria-label`. */
  icon?: boolean;
  small?: boolean;
}

/** The look of a button, also for links that act like one. */
export const buttonClass = ({ look = 'plain', icon, small }: Partial<ButtonProps> = {}) =>
  cx(s.btn, look !== 'plain' && s[look], icon && s.icon, small && s.small);

export function Button({ look, icon, small, className, type, ...rest }: ButtonProps) {
  return (
    <button
      type={type ?? 'button'}
      className={cx(buttonClass({ look, icon, small }), className)}
      {...rest}
    />
  );
}
