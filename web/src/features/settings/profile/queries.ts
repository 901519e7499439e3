import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { get, post, remove } from '@/api/client';
import { sessionQuery } from '@/api/session';
import { explain } from '@/lib/problem';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';
import type { Items, PersonSession } from '../api';

const SESSIONS = '/api/v1/auth/sessions';

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => get<Items<PersonSession>>(SESSIONS, {}, signal),
});

/** Ends sessions of one's own, one after the other. */
export function useEndSessions() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (ids: string[]) => {
      for (const id of ids) await remove(`${SESSIONS}/${encodeURIComponent(id)}`);
    },
    onSuccess: (_, ids) => say(t.profile.ended(ids.length)),
    onError: (error) => say(explain(error), 'error'),
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
}

export interface PasswordWish {
  currentPassword?: string;
  newPassword: string;
}

export function useChangePassword(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: PasswordWish) => post('/api/v1/auth/password', wish),
    onSuccess: () => {
      say(t.profile.passwordChanged);
      onDone();
      client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
}
