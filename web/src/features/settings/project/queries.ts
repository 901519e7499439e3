import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { get, post } from '@/api/client';
import { sessionQuery } from '@/api/session';
import type { Items, Project } from '../api';

const ROOT = '/api/v1/admin/projects';

export const projectsQuery = queryOptions({
  queryKey: ['projects'],
  queryFn: ({ signal }) => get<Items<Project>>(ROOT, {}, signal),
});

/** Makes a project; the session then knows it, too. */
export function useCreateProject() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => post<{ name: string }>(ROOT, { name }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: projectsQuery.queryKey }),
        client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
      ]),
  });
}
