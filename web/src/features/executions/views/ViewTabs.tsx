import { Link } from '@tanstack/react-router';
import { Users } from 'lucide-react';
import type { ListScope } from '@/api/executions';
import type { SavedView } from '@/api/views';
import { count } from '@/lib/format';
import { t } from '@/lib/strings';
import { useSavedViews } from '@/ui/views/queries';
import { SaveView } from '@/ui/views/SaveView';
import { ViewMenu } from '@/ui/views/ViewMenu';
import {
  BUILT_IN,
  BUILT_IN_IDS,
  currentView,
  readView,
  towards,
  type ViewSearch,
  viewText,
} from '../model/views';
import { type ListSearch, useListSearch } from '../search';
import { useViewCounts } from './queries';
import s from './views.module.css';

const words = t.listing.views;
const PAGE = 'executions';
const NONE: readonly SavedView[] = [];

interface TabProps {
  name: string;
  view: ViewSearch;
  /** What stands in the address for a saved view. */
  id?: string;
  count?: number;
  shared?: boolean;
  /** The selected part of the time range: it stays. */
  time: Pick<ListSearch, 'since' | 'until'>;
  isCurrent: boolean;
  isChanged: boolean;
}

/** Filters that have a name: built in, one's own, or the project's. */
export function ViewTabs({ whole }: { whole: ListScope }) {
  const { search, change } = useListSearch();
  const known = useSavedViews(PAGE);
  const saved = known ?? NONE;
  const counts = useViewCounts(whole, saved);
  const current = currentView(search, saved);
  const state = (id: string) => ({
    time: { since: search.since, until: search.until },
    count: counts[id],
    isCurrent: current.id === id,
    isChanged: current.id === id && current.isChanged,
  });
  return (
    <nav className={s.views} aria-label={words.label}>
      <div className={s.tabs}>
        {BUILT_IN_IDS.map((id) => (
          <ViewTab key={id} name={words.builtIn[id]} view={BUILT_IN[id]} {...state(id)} />
        ))}
        {saved.map((view) => (
          <span key={view.id} className={s.saved}>
            <ViewTab
              name={view.name}
              view={readView(view)}
              id={view.id}
              shared={view.shared}
              {...state(view.id)}
            />
            {current.id === view.id && (
              <ViewMenu
                page={PAGE}
                view={view}
                onDeleted={() => change({ view: undefined }, true)}
              />
            )}
          </span>
        ))}
      </div>
      {known && (
        <SaveView
          page={PAGE}
          saved={current.saved}
          isChanged={current.isChanged}
          query={viewText(search)}
          onSaved={(view) => change({ view })}
        />
      )}
    </nav>
  );
}

const ViewTab = ({ name, view, id, count: amount, ...props }: TabProps) => (
  <Link
    to="/executions"
    search={{ ...props.time, ...towards(view, id) }}
    className={s.tab}
    activeProps={{ 'aria-current': undefined }}
    aria-current={props.isCurrent ? 'true' : undefined}
  >
    <span className={s.name}>{name}</span>
    {props.shared && <Users className="ico" role="img" aria-label={words.shared} />}
    {amount !== undefined && <small className="num">{count(amount)}</small>}
    {props.isChanged && <i role="img" aria-label={words.changed} title={words.changed} />}
  </Link>
);
