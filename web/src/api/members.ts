// Who is of a project: told to its admins.
import { queryOptions } from '@tanstack/react-query';
import { get } from './client';
import type { Schemas } from './types';

export type Member = Schemas['MemberInfo'];

export const membersRoute = (project: string) =>
  `/api/v1/admin/projects/${encodeURIComponent(project)}/members`;

export const membersQuery = (project: string) =>
  queryOptions({
    queryKey: ['members', project],
    queryFn: ({ signal }) => get<{ items: Member[] }>(membersRoute(project), {}, signal),
  });
