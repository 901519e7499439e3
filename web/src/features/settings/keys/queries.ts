import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { get, post, remove } from '@/api/client';
import { explain } from '@/lib/problem';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';
import {
  type Items,
  type Key,
  type KeyLimits,
  type NewKey,
  projectRoute,
  type Scope,
} from '../api';

const route = (project: string) => `${projectRoute(project)}/keys`;

export const keysQuery = (project: string) =>
  queryOptions({
    queryKey: ['keys', project],
    queryFn: ({ signal }) => get<Items<Key>>(route(project), {}, signal),
    // When a key was used last moves by itself.
    refetchInterval: 30_000,
  });

export interface KeyWish {
  label: string;
  scopes: Scope[];
  limits?: KeyLimits;
}

export function useCreateKey(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: KeyWish) => post<NewKey>(route(project), wish),
    onSuccess: () => client.invalidateQueries({ queryKey: keysQuery(project).queryKey }),
  });
}

export function useRevokeKey(project: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (key: Key) => remove(`${route(project)}/${key.id}`),
    onSuccess: (_, key) => {
      say(t.keysPage.revoked(key.label));
      onDone();
    },
    onError: (error) => say(explain(error), 'error'),
    onSettled: () => client.invalidateQueries({ queryKey: keysQuery(project).queryKey }),
  });
}
