import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { EventPage } from '@/api/events';
import { fullTime } from '@/lib/format';
import { t } from '@/lib/strings';
import { Bone, Failure } from '@/ui/Notice';
import s from './events.module.css';

const words = t.events;

/** Events as they are read, page after page. */
export type EventsRead = UseInfiniteQueryResult<InfiniteData<EventPage>>;

/** Where the search was cut off: it goes on when somebody asks for it. */
export function cutAt({ data }: Pick<EventsRead, 'data'>): string | null {
  const last = data?.pages.at(-1);
  return last && last.complete === false && last.nextCursor ? last.searchedTo : null;
}

/** The end of the list: more to come, cut off, or all that there is. */
export function EventsFoot({ query, isOldest }: { query: EventsRead; isOldest?: boolean }) {
  const { hasNextPage, isFetchNextPageError, isFetchingNextPage, error, fetchNextPage } = query;
  if (isFetchNextPageError) return <Failure error={error} onRetry={() => fetchNextPage()} />;
  const cut = cutAt(query);
  if (cut && !isFetchingNextPage) {
    const at = fullTime(cut);
    return (
      <p className={s.foot} role="note">
        {isOldest ? words.searchedOn(at) : words.searchedTo(at)}{' '}
        <button type="button" className="link" onClick={() => fetchNextPage()}>
          {words.continue}
        </button>
      </p>
    );
  }
  if (!hasNextPage) return <p className={s.foot}>{words.all}</p>;
  return (
    <p className={s.foot} aria-busy>
      <Bone width={200} />
    </p>
  );
}
