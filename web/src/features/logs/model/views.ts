// Views of the log lines: conditions, text and order under a name. Time and project are of the moment.
import type { SavedView } from '@/api/views';
import { parseSearch, type Search, stringifySearch, textOf } from '@/lib/url';
import { type Condition, readConditions, toSearch } from './conditions';

export interface LogView {
  conditions: Condition[];
  search: string | undefined;
  order: 'asc' | undefined;
}

const kept = (search: Search): LogView => ({
  conditions: readConditions(search),
  search: textOf(search.search),
  order: search.order === 'asc' ? 'asc' : undefined,
});

/** An address as a view keeps it: parameters in a fixed order, values too. */
export function viewText(address: Search): string {
  const { conditions, search, order } = kept(address);
  const parameters = Object.entries({ ...toSearch(conditions), search, order })
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [name, Array.isArray(value) ? [...value].sort() : value] as const);
  return stringifySearch(Object.fromEntries(parameters)).slice(1);
}

/** What was saved; whatever is no condition is left out. */
export function readView({ query }: Pick<SavedView, 'query'>): LogView {
  if (typeof query === 'string') return kept(parseSearch(query));
  const isObject = typeof query === 'object' && query !== null && !Array.isArray(query);
  return kept(isObject ? (query as Search) : {});
}

/** The view that an address names, and whether something was changed since. */
export function currentView(address: Search, saved: readonly SavedView[]) {
  const view = saved.find(({ id }) => id === address.view);
  const text = viewText(address);
  const before = view ? viewText(savedSearch(view)) : '';
  return { view, text, isChanged: text !== before };
}

function savedSearch(view: SavedView): Search {
  const { conditions, search, order } = readView(view);
  return { ...toSearch(conditions), search, order };
}
