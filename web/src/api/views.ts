// Filters that were given a name: a person's own, or the whole project's.
import { queryOptions } from '@tanstack/react-query';
import { address, get, patch, post, remove } from './client';
import type { Page, Schemas } from './types';

type Wire = Schemas['SavedView'];

/** Its id as it stands in an address; its query as the portal saved it, a URL's parameters as text. */
export type SavedView = Omit<Wire, 'id'> & { id: string };

const read = (view: Wire): SavedView => ({ ...view, id: String(view.id) });

const ROOT = '/api/v1/views';
const MOST = 200;

export const viewsQuery = (project: string, page: string) =>
  queryOptions({
    queryKey: ['views', project, page],
    queryFn: async ({ signal }) => {
      const found = await get<Page<Wire>>(ROOT, { project, page, limit: MOST }, signal);
      return { ...found, items: found.items.map(read) };
    },
    staleTime: 60_000,
  });

export type NewView = Pick<SavedView, 'page' | 'name' | 'shared'> & { query: string };

export const createView = (project: string, view: NewView) =>
  post<Wire>(address(ROOT, { project }), view).then(read);

export const changeView = (project: string, id: string, part: Partial<NewView>) =>
  patch<Wire>(address(`${ROOT}/${encodeURIComponent(id)}`, { project }), part).then(read);

export const deleteView = (project: string, id: string) =>
  remove(address(`${ROOT}/${encodeURIComponent(id)}`, { project }));
