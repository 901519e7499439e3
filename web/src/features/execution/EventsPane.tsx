import { useCallback, useMemo } from 'react';
import { t } from '@/lib/strings';
import { EventList } from '@/ui/events/EventList';
import { cutAt, EventsFoot, type EventsRead } from '@/ui/events/EventsFoot';
import { Empty, Failure } from '@/ui/Notice';
import { useExecutionSearch } from './search';

/** The business events of this execution, in time order. */
export function EventsPane({ query, since }: { query: EventsRead; since: string }) {
  const { search } = useExecutionSearch();
  const { data, hasNextPage, isFetching, fetchNextPage } = query;
  const events = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const isCut = cutAt(query) !== null;
  const readOn = useCallback(() => {
    if (hasNextPage && !isFetching && !isCut) fetchNextPage();
  }, [hasNextPage, isFetching, isCut, fetchNextPage]);
  if (query.isError) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (query.isPending) return null;
  if (events.length === 0 && !hasNextPage)
    return <Empty title={t.events.noneHere} text={t.events.noneHereText} />;
  return (
    <EventList
      events={events}
      since={since}
      chosen={search.event}
      onNearEnd={readOn}
      foot={<EventsFoot query={query} isOldest />}
    />
  );
}
