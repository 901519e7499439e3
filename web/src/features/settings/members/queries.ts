import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { get, post, put, remove } from '@/api/client';
import { type Member, membersQuery, membersRoute } from '@/api/members';
import { sessionQuery } from '@/api/session';
import type { Role } from '@/api/types';
import { explain } from '@/lib/problem';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';
import { type Invitation, type Items, type NewInvitation, projectRoute } from '../api';

const invitations = (project: string) => `${projectRoute(project)}/invitations`;
const member = (project: string, email: string) =>
  `${membersRoute(project)}/${encodeURIComponent(email)}`;

export const invitationsQuery = (project: string) =>
  queryOptions({
    queryKey: ['invitations', project],
    queryFn: ({ signal }) => get<Items<Invitation>>(invitations(project), {}, signal),
  });

/** Gives another role: shown at once, taken back if the server refuses. */
export function useSetRole(project: string) {
  const client = useQueryClient();
  const { queryKey } = membersQuery(project);
  return useMutation({
    mutationFn: ({ email, role }: { email: string; role: Role }) =>
      put<Member>(member(project, email), { role }),
    onMutate: async ({ email, role }) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      client.setQueryData(queryKey, (old) =>
        old
          ? { items: old.items.map((each) => (each.email === email ? { ...each, role } : each)) }
          : old,
      );
      return before;
    },
    onSuccess: (_, { email, role }) => say(t.members.roleSet(email, t.roles[role].name)),
    onError: (error, _, before) => {
      client.setQueryData(queryKey, before);
      say(explain(error), 'error');
    },
    onSettled: () => {
      client.invalidateQueries({ queryKey });
      client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
}

export function useRemoveMember(project: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ email }: Member) => remove(member(project, email)),
    onSuccess: (_, { email }) => {
      say(t.members.removed(email));
      onDone();
    },
    onError: (error) => say(explain(error), 'error'),
    onSettled: () => {
      client.invalidateQueries({ queryKey: membersQuery(project).queryKey });
      client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
}

export function useInvite(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: { email: string; role: Role }) =>
      post<NewInvitation>(invitations(project), wish),
    onSuccess: () => client.invalidateQueries({ queryKey: invitationsQuery(project).queryKey }),
  });
}

export function useRevokeInvitation(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: Invitation) => remove(`${invitations(project)}/${encodeURIComponent(id)}`),
    onSuccess: (_, { email }) => say(t.members.invitationRevoked(email)),
    onError: (error) => say(explain(error), 'error'),
    onSettled: () => client.invalidateQueries({ queryKey: invitationsQuery(project).queryKey }),
  });
}
