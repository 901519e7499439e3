import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { get, patch, remove } from '@/api/client';
import { sessionQuery } from '@/api/session';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';
import type { Items, Person } from '../api';

const ROOT = '/api/v1/admin/users';
const one = (email: string) => `${ROOT}/${encodeURIComponent(email)}`;

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => get<Items<Person>>(ROOT, {}, signal),
});

function useAfter() {
  const client = useQueryClient();
  return () => {
    client.invalidateQueries({ queryKey: peopleQuery.queryKey });
    client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
}

export function useSetOwner(onDone: () => void) {
  const after = useAfter();
  return useMutation({
    mutationFn: ({ email, owner }: { email: string; owner: boolean }) =>
      patch<Person>(one(email), { owner }),
    onSuccess: (_, { email, owner }) => {
      say(owner ? t.people.madeOwner(email) : t.people.madeMember(email));
      onDone();
    },
    onSettled: after,
  });
}

export function useRemovePerson(onDone: () => void) {
  const after = useAfter();
  return useMutation({
    mutationFn: ({ email }: { email: string }) => remove(one(email)),
    onSuccess: (_, { email }) => {
      say(t.people.removed(email));
      onDone();
    },
    onSettled: after,
  });
}
