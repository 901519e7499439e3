// Filters that were given a name: a person's own, or the whole project's.
import { queryOptions } from '@tanstack/react-query';
import { address, get, patch, post, remove } from './client';
import type { Page } from './types';

export interface SavedView {
  id: string;
  page: string;
  name: string;
  /** As it was saved: the portal keeps a URL's parameters as text. */
  query: unknown;
  shared: boolean;
  owner: string | null;
  createdAt: string;
  updatedAt: string;
}

const ROOT = '/api/v1/views';
const MOST = 200;

export const viewsQuery = (project: string, page: string) =>
  queryOptions({
    queryKey: ['views', project, page],
    queryFn: ({ signal }) => get<Page<SavedView>>(ROOT, { project, page, limit: MOST }, signal),
    staleTime: 60_000,
  });

export type NewView = Pick<SavedView, 'page' | 'name' | 'shared'> & { query: string };

export const createView = (project: string, view: NewView) =>
  post<SavedView>(address(ROOT, { project }), view);

export const changeView = (project: string, id: string, part: Partial<NewView>) =>
  patch<SavedView>(address(`${ROOT}/${encodeURIComponent(id)}`, { project }), part);

export const deleteView = (project: string, id: string) =>
  remove(address(`${ROOT}/${encodeURIComponent(id)}`, { project }));
