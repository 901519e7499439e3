import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '@/api/client';
import { acceptInvitation, type Invitation, invitationQuery } from '@/api/session';
import { listTime } from '@/lib/format';
import { explain, fieldErrors } from '@/lib/problem';
import { t } from '@/lib/strings';
import { Button, buttonClass } from '@/ui/Button';
import { FormError } from '@/ui/Form';
import { Bone, Failure } from '@/ui/Notice';
import { PasswordField } from '@/ui/PasswordField';
import { EntryCard } from './EntryCard';
import s from './sign-in.module.css';
import { useCountdown } from './useCountdown';

const words = t.access;
const says = (error: unknown, status: number) =>
  error instanceof ApiError && error.status === status;

/** Where an invitation's link leads: a password makes the person a member, and signs them in. */
export function InvitationPage({ token }: { token: string }) {
  const invitation = useQuery(invitationQuery(token));
  if (invitation.data) return <Accept token={token} invitation={invitation.data} />;
  if (invitation.isPending) {
    return (
      <EntryCard title={words.title} onSubmit={() => undefined}>
        <p role="status" aria-busy aria-label={t.loading}>
          <Bone width="70%" />
        </p>
      </EntryCard>
    );
  }
  if (!says(invitation.error, 404)) {
    return <Failure error={invitation.error} onRetry={() => invitation.refetch()} />;
  }
  return (
    <EntryCard title={words.goneTitle} onSubmit={() => undefined}>
      <p className="dim">{words.goneText}</p>
      <Link to="/sign-in" className={buttonClass()}>
        {t.signIn.submit}
      </Link>
    </EntryCard>
  );
}

function Accept({ token, invitation }: { token: string; invitation: Invitation }) {
  const { email, project, role, hasAccount } = invitation;
  const client = useQueryClient();
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    mutationFn: () => acceptInvitation(token, password),
    onSuccess: () => {
      // Whoever was signed in here before is not any more.
      client.clear();
      navigate({ to: '/overview', search: { project }, replace: true });
    },
  });
  const wait = useCountdown(says(attempt.error, 429) ? attempt.error : null);
  const isWrong = says(attempt.error, 401);
  const told = isWrong ? t.profile.wrongPassword : fieldErrors(attempt.error).password;
  return (
    <EntryCard
      title={words.title}
      onSubmit={() => {
        if (!attempt.isPending && wait === 0) attempt.mutate();
      }}
    >
      <p>{words.asks(project, t.roles[role].name)}</p>
      <dl className={s.facts}>
        <dt>{t.signIn.email}</dt>
        <dd>{email}</dd>
        <dt>{words.mayDo}</dt>
        <dd>{t.roles[role].text}</dd>
        <dt>{t.members.expires}</dt>
        <dd>{listTime(invitation.expiresAt)}</dd>
      </dl>
      <input type="email" autoComplete="username" readOnly hidden value={email} />
      <PasswordField
        label={hasAccount ? words.yourPassword : words.newPassword}
        autoComplete={hasAccount ? 'current-password' : 'new-password'}
        hint={hasAccount ? words.yourPasswordHint : t.profile.passwordHint}
        error={told}
        required
        value={password}
        onChange={(text) => {
          if (attempt.error && wait === 0) attempt.reset();
          setPassword(text);
        }}
      />
      <FormError>{!told && failure(attempt.error, wait)}</FormError>
      <Button type="submit" look="primary" disabled={attempt.isPending || wait > 0}>
        {attempt.isPending ? words.joining : words.join(project)}
      </Button>
    </EntryCard>
  );
}

/** What went wrong that is not about the password that was typed. */
function failure(error: unknown, wait: number): string | null {
  if (!error) return null;
  if (says(error, 429)) return words.tooMany(wait);
  if (says(error, 403)) return words.noPasswordYet;
  return says(error, 404) ? words.goneText : explain(error);
}
