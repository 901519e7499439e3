import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouterState, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ApiError } from '@/api/client';
import { sessionQuery, signIn } from '@/api/session';
import { explain } from '@/lib/problem';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Input } from '@/ui/Field';
import { FormError, FormField } from '@/ui/Form';
import { Code } from '@/ui/JsonTree';
import { PasswordField } from '@/ui/PasswordField';
import { EntryCard } from './EntryCard';
import s from './sign-in.module.css';
import { useCountdown } from './useCountdown';

interface Credentials {
  email: string;
  password: string;
}

const says = (error: unknown, status: number) =>
  error instanceof ApiError && error.status === status;

/** The way in: shown at its own address, and in the place of any page that asks for a session. */
export function SignInPage() {
  const { problem } = useSearch({ strict: false });
  const client = useQueryClient();
  useLeaveWhenSignedIn();
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    mutationFn: ({ email, password }: Credentials) => signIn(email, password),
    onSuccess: () => client.resetQueries({ queryKey: sessionQuery.queryKey }),
  });
  const wait = useCountdown(says(attempt.error, 429) ? attempt.error : null);
  return (
    <EntryCard
      title={t.signIn.title}
      onSubmit={(fields) => {
        if (!attempt.isPending && wait === 0) {
          attempt.mutate({ email: String(fields.get('email')), password });
        }
      }}
      below={
        <section className={s.help}>
          <p>{t.signIn.firstStart}</p>
          <p>{t.signIn.createUser}</p>
          <Code>farol users create --email you@example.com</Code>
        </section>
      }
    >
      {problem && (
        <p className={s.expired} role="status">
          <b>{t.signIn.expired}</b> {t.signIn.expiredHelp}
        </p>
      )}
      <FormField label={t.signIn.email}>
        {(control) => (
          <Input {...control} name="email" type="email" autoComplete="username" required />
        )}
      </FormField>
      <PasswordField
        label={t.signIn.password}
        autoComplete="current-password"
        required
        value={password}
        onChange={setPassword}
      />
      <FormError>
        {says(attempt.error, 429)
          ? t.access.tooMany(wait)
          : attempt.error && (says(attempt.error, 401) ? t.signIn.wrong : explain(attempt.error))}
      </FormError>
      <Button type="submit" look="primary" disabled={attempt.isPending || wait > 0}>
        {attempt.isPending ? t.signIn.busy : t.signIn.submit}
      </Button>
    </EntryCard>
  );
}

/** On its own address there is nothing to show to who has a session. */
function useLeaveWhenSignedIn() {
  const session = useQuery(sessionQuery);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const navigate = useNavigate();
  const isSignedIn = session.isSuccess && path === '/sign-in';
  useEffect(() => {
    if (isSignedIn) navigate({ to: '/', replace: true });
  }, [isSignedIn, navigate]);
}
