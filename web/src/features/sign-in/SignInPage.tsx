import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouterState, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ApiError } from '@/api/client';
import { sessionQuery, signIn } from '@/api/session';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Input } from '@/ui/Field';
import { Code } from '@/ui/JsonTree';
import { Logo } from '@/ui/Logo';
import s from './sign-in.module.css';

interface Credentials {
  email: string;
  password: string;
}

const explain = (error: Error) =>
  error instanceof ApiError && error.status === 401
    ? t.signIn.wrong
    : error.message || t.errors.unreachable;

/** The way in: shown at its own address, and in the place of any page that asks for a session. */
export function SignInPage() {
  const { problem } = useSearch({ strict: false });
  const client = useQueryClient();
  useLeaveWhenSignedIn();
  const attempt = useMutation({
    mutationFn: ({ email, password }: Credentials) => signIn(email, password),
    onSuccess: () => client.resetQueries({ queryKey: sessionQuery.queryKey }),
  });
  useEffect(() => {
    document.title = t.signIn.title;
  }, []);
  return (
    <main className={s.page}>
      <form
        className={s.card}
        onSubmit={(event) => {
          event.preventDefault();
          const fields = new FormData(event.currentTarget);
          const [email, password] = [fields.get('email'), fields.get('password')];
          attempt.mutate({ email: String(email), password: String(password) });
        }}
      >
        <h1>
          <Logo />
          {t.signIn.title}
        </h1>
        {problem && (
          <p className={s.expired} role="status">
            <b>{t.signIn.expired}</b> {t.signIn.expiredHelp}
          </p>
        )}
        <label>
          {t.signIn.email}
          <Input name="email" type="email" autoComplete="username" required />
        </label>
        <label>
          {t.signIn.password}
          <Input name="password" type="password" autoComplete="current-password" required />
        </label>
        {attempt.error && (
          <p className="bad" role="alert">
            {explain(attempt.error)}
          </p>
        )}
        <Button type="submit" look="primary" disabled={attempt.isPending}>
          {attempt.isPending ? t.signIn.busy : t.signIn.submit}
        </Button>
      </form>
      <section className={s.help}>
        <p>{t.signIn.firstStart}</p>
        <p>{t.signIn.createUser}</p>
        <Code>farol users create --email you@example.com</Code>
      </section>
    </main>
  );
}

/** On its own address there is nothing to show to who has a session. */
function useLeaveWhenSignedIn() {
  const session = useQuery(sessionQuery);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const navigate = useNavigate();
  const isSignedIn = session.isSuccess && path === '/sign-in';
  useEffect(() => {
    if (isSignedIn) navigate({ to: '/executions', replace: true });
  }, [isSignedIn, navigate]);
}
