// Views of the list: built-in ones, and filters that were saved under a name.
import type { SavedView } from '@/api/views';
import { parseSearch, type Search, stringifySearch } from '@/lib/url';
import { type ListSearch, readSort } from '../search';
import { NO_FILTERS, pickFilters } from './filters';

export type BuiltIn = 'all' | 'failing' | 'running';

/** What a view keeps of an address: filters and order. Time and project are those of the moment. */
export type ViewSearch = Omit<ListSearch, 'view' | 'preview' | 'since' | 'until'>;

export const BUILT_IN: Readonly<Record<BuiltIn, ViewSearch>> = {
  all: {},
  failing: { status: ['error'] },
  running: { status: ['running'] },
};
export const BUILT_IN_IDS = Object.keys(BUILT_IN) as BuiltIn[];

const kept = (search: ListSearch): ViewSearch => ({
  ...pickFilters(search),
  sort: readSort(search.sort),
});

/** An address as a view keeps it: parameters in a fixed order, values too. */
export function viewText(search: ListSearch): string {
  const known = Object.entries(kept(search)).filter(([, value]) => value !== undefined);
  const sorted = known
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => [key, Array.isArray(value) ? [...value].sort() : value] as const);
  return stringifySearch(Object.fromEntries(sorted)).slice(1);
}

/** What was saved, as parameters; whatever is none is left out. */
export function readView({ query }: Pick<SavedView, 'query'>): ViewSearch {
  if (typeof query === 'string') return kept(parseSearch(query) as ListSearch);
  const isObject = typeof query === 'object' && query !== null && !Array.isArray(query);
  return isObject ? kept(query as Search as ListSearch) : {};
}

export interface Current {
  id: string;
  saved: SavedView | undefined;
  /** Whether the filters differ from those of the view. */
  isChanged: boolean;
}

/** The view that an address shows: the one it names, else the built-in one that has its filters. */
export function currentView(search: ListSearch, saved: readonly SavedView[]): Current {
  const text = viewText(search);
  const named = saved.find(({ id }) => id === search.view);
  if (named) return { id: named.id, saved: named, isChanged: viewText(readView(named)) !== text };
  const same = BUILT_IN_IDS.find((id) => viewText(BUILT_IN[id]) === text);
  return { id: same ?? 'all', saved: undefined, isChanged: same === undefined };
}

/** The change of address that leads to a view, whatever stood there before. */
export const towards = (view: ViewSearch, id: string | undefined): Partial<ListSearch> => ({
  ...NO_FILTERS,
  ...view,
  sort: view.sort,
  view: id,
  preview: undefined,
});
