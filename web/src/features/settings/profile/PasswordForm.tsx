import { useState } from 'react';
import { ApiError } from '@/api/client';
import { fieldErrors, remainder } from '@/lib/problem';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { FormError } from '@/ui/Form';
import { PasswordField } from '@/ui/PasswordField';
import { Card, settingsStyles as s } from '../frame/Sheet';
import { useChangePassword } from './queries';

const words = t.profile;

const isWrong = (error: unknown) => error instanceof ApiError && error.status === 403;

/** Changes the password, or gives a first one to who came by a link. */
export function PasswordForm({ hasPassword, email }: { hasPassword: boolean; email: string }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [tried, setTried] = useState(false);
  const change = useChangePassword(() => {
    setCurrent('');
    setNext('');
    setTried(false);
  });
  const told = fieldErrors(change.error);
  const missing = tried ? words.missing : undefined;
  const shown = (field: string) => ['newPassword', 'currentPassword'].includes(field);
  const failure = isWrong(change.error) ? null : remainder(change.error, shown);
  const typing = (set: (text: string) => void) => (text: string) => {
    if (change.error) change.reset();
    set(text);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!next || (hasPassword && !current) || change.isPending) return;
        change.mutate({ newPassword: next, ...(hasPassword && { currentPassword: current }) });
      }}
    >
      <Card
        title={t.signIn.password}
        note={hasPassword ? words.passwordNote : words.firstPassword}
        foot={
          <>
            <FormError>{failure}</FormError>
            <Button type="submit" look="primary" disabled={change.isPending}>
              {hasPassword ? words.changePassword : words.setPassword}
            </Button>
          </>
        }
      >
        {/* For password managers, which want to know whose it is. */}
        <input type="email" autoComplete="username" readOnly hidden value={email} />
        <div className={s.pair}>
          {hasPassword && (
            <PasswordField
              label={words.currentPassword}
              autoComplete="current-password"
              value={current}
              error={
                isWrong(change.error)
                  ? words.wrongPassword
                  : (!current && missing) || told.currentPassword
              }
              onChange={typing(setCurrent)}
            />
          )}
          <PasswordField
            label={words.newPassword}
            autoComplete="new-password"
            value={next}
            hint={words.passwordHint}
            error={(!next && missing) || told.newPassword}
            onChange={typing(setNext)}
          />
        </div>
      </Card>
    </form>
  );
}
