import { Bookmark, ChevronDown, Users } from 'lucide-react';
import type { SavedView } from '@/api/views';
import { t } from '@/lib/strings';
import type { Search } from '@/lib/url';
import { buttonClass } from '@/ui/Button';
import { Popover, PopoverItem } from '@/ui/Popover';
import { useSavedViews } from '@/ui/views/queries';
import { SaveView } from '@/ui/views/SaveView';
import { ViewMenu } from '@/ui/views/ViewMenu';
import { currentView, readView } from '../model/views';
import type { LogAddress } from '../search';
import s from './views.module.css';

const PAGE = 'logs';
const words = t.listing.views;

/** Conditions that have a name: to choose from, to change, to add to. */
export function LogViews({ address }: { address: LogAddress }) {
  const { search, change, setConditions } = address;
  const saved = useSavedViews(PAGE);
  if (!saved) return null;
  const { view, text, isChanged } = currentView(search as Search, saved);
  const show = (chosen: SavedView) => {
    const { conditions, ...rest } = readView(chosen);
    setConditions(conditions, { ...rest, view: chosen.id, tail: undefined });
  };
  return (
    <div className={`${s.views} wide`}>
      {saved.length > 0 && (
        <Popover
          label={words.label}
          width={240}
          triggerClass={buttonClass({ look: 'ghost' })}
          trigger={
            <>
              <span className={s.name}>{view?.name ?? words.label}</span>
              {view && isChanged && <i role="img" aria-label={words.changed} />}
              {!view && <ChevronDown className="ico" aria-hidden />}
            </>
          }
        >
          {(close) =>
            saved.map((each) => (
              <PopoverItem
                key={each.id}
                aria-current={each.id === view?.id}
                onClick={() => {
                  show(each);
                  close();
                }}
              >
                <Bookmark className="ico" aria-hidden />
                <span className="clip">{each.name}</span>
                {each.shared && <Users className="ico" role="img" aria-label={words.shared} />}
              </PopoverItem>
            ))
          }
        </Popover>
      )}
      {view && (
        <ViewMenu
          page={PAGE}
          view={view}
          onDeleted={() => change({ view: undefined }, { replace: true })}
        />
      )}
      <SaveView
        page={PAGE}
        saved={view}
        isChanged={isChanged}
        query={text}
        onSaved={(id) => change({ view: id }, { replace: true })}
      />
    </div>
  );
}
