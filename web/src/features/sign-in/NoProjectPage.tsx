import { useQueryClient } from '@tanstack/react-query';
import { leave } from '@/api/session';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { EntryCard } from './EntryCard';

const words = t.access;

/** For a person who has a role in no project: what to do about it. */
export function NoProjectPage({ email, onRetry }: { email: string; onRetry: () => void }) {
  const client = useQueryClient();
  return (
    <EntryCard title={words.noProjectTitle} onSubmit={onRetry}>
      <p className="dim">{words.noProjectText}</p>
      <p>{words.noProjectAs(email)}</p>
      <Button type="submit" look="primary">
        {words.lookAgain}
      </Button>
      <Button onClick={() => leave(client)}>{t.account.signOut}</Button>
    </EntryCard>
  );
}
