import { useMemo } from 'react';
import { useReadOn } from '@/lib/read-on';
import { t } from '@/lib/strings';
import { EventList } from '@/ui/events/EventList';
import { cutAt, EventsFoot, type EventsRead } from '@/ui/events/EventsFoot';
import { Empty, Failure } from '@/ui/Notice';
import { useExecutionSearch } from './search';

/** The business events of this execution, in time order. */
export function EventsPane({ query, since }: { query: EventsRead; since: string }) {
  const { search } = useExecutionSearch();
  const { data, hasNextPage } = query;
  const events = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const isCut = cutAt(query) !== null;
  const readOn = useReadOn(query);
  if (query.isError && !data)
    return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (query.isPending) return null;
  if (events.length === 0 && !hasNextPage)
    return <Empty title={t.events.noneHere} text={t.events.noneHereText} />;
  return (
    <EventList
      events={events}
      since={since}
      chosen={search.event}
      onNearEnd={isCut ? undefined : readOn}
      foot={<EventsFoot query={query} isOldest />}
    />
  );
}
