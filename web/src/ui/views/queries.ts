// Saved views of a page, and what is done to them.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import {
  changeView,
  createView,
  deleteView,
  type NewView,
  type SavedView,
  viewsQuery,
} from '@/api/views';
import { useProject } from '@/lib/project';

/** The saved views, by name; null until they are read. */
export function useSavedViews(page: string): SavedView[] | null {
  const query = useQuery(viewsQuery(useProject(), page));
  const views = query.data?.items;
  return useMemo(
    () => (views ? [...views].sort((a, b) => a.name.localeCompare(b.name)) : null),
    [views],
  );
}

/** What is done to views; each puts the list of views right afterwards. */
export function useViewActions(page: string) {
  const project = useProject();
  const client = useQueryClient();
  const onSuccess = () =>
    client.invalidateQueries({ queryKey: viewsQuery(project, page).queryKey });
  const create = useMutation({
    mutationFn: (view: Omit<NewView, 'page'>) => createView(project, { ...view, page }),
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ id, ...part }: { id: string } & Partial<NewView>) =>
      changeView(project, id, part),
    onSuccess,
  });
  const remove = useMutation({ mutationFn: (id: string) => deleteView(project, id), onSuccess });
  return { create, change, remove };
}
