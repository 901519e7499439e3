import { Eye, EyeOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { t } from '@/lib/strings';
import { Button } from './Button';
import controls from './controls.module.css';
import { FormField } from './Form';

interface PasswordFieldProps {
  label: string;
  name?: string;
  required?: boolean;
  autoComplete: 'current-password' | 'new-password';
  value: string;
  hint?: ReactNode;
  error?: string | null;
  autoFocus?: boolean;
  onChange: (value: string) => void;
}

/** A password, hidden until its owner wants to see it. */
export function PasswordField({ label, hint, error, onChange, ...rest }: PasswordFieldProps) {
  const [isShown, setIsShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <FormField label={label} hint={hint} error={error}>
      {(control) => (
        <span className={controls.field}>
          <input
            {...control}
            {...rest}
            type={isShown ? 'text' : 'password'}
            onChange={(event) => onChange(event.target.value)}
          />
          <Button
            look="ghost"
            icon
            small
            aria-pressed={isShown}
            aria-label={t.showTyped}
            title={t.showTyped}
            onClick={() => setIsShown(!isShown)}
          >
            <Icon className="ico" aria-hidden />
          </Button>
        </span>
      )}
    </FormField>
  );
}
