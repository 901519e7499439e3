import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type EventFilter, eventsQuery } from '@/api/events';
import { clock, day } from '@/lib/format';
import { useReadOn } from '@/lib/read-on';
import { t } from '@/lib/strings';
import { Drawer } from '@/ui/Drawer';
import { EventList } from '@/ui/events/EventList';
import { cutAt, EventsFoot } from '@/ui/events/EventsFoot';
import eventStyles from '@/ui/events/events.module.css';
import { Bone, Empty, Failure } from '@/ui/Notice';

const words = t.events;
const BONES = [62, 48, 70, 55, 66, 40];

interface EventsDrawerProps {
  project: string;
  /** A name, several, or none for all of them. */
  event?: string | readonly string[];
  filters?: readonly EventFilter[];
  from?: string;
  to?: string;
  agentId?: string;
  /** The one that was pointed at: brought into sight, and open. */
  chosen?: string;
  onClose: () => void;
}

const minute = (instant: string) => `${day(instant)}, ${clock(instant).slice(0, 5)}`;

/** The events behind a point of a chart, newest first. */
export function EventsDrawer(props: EventsDrawerProps) {
  const { project, event = [], filters, from, to, agentId, chosen, onClose } = props;
  const names = [event].flat();
  const query = useInfiniteQuery(eventsQuery({ project, names, filters, from, to, agentId }));
  const { data, hasNextPage } = query;
  const events = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const isCut = cutAt(query) !== null;
  const readOn = useReadOn(query);
  const title = names.length > 0 ? names.join(', ') : words.latest;
  const time = from && to ? words.until(minute(from), minute(to)) : null;
  const read = data ? words.read(events.length, hasNextPage) : null;
  return (
    <Drawer
      label={words.drawer}
      closeLabel={words.close}
      title={<span title={title}>{title}</span>}
      note={[read, time].filter(Boolean).join(' · ')}
      onClose={onClose}
    >
      {query.isPending && (
        <div className={eventStyles.bones} role="status" aria-busy aria-label={t.loading}>
          {BONES.map((width) => (
            <Bone key={width} width={`${width}%`} />
          ))}
        </div>
      )}
      {query.isError && !data && <Failure error={query.error} onRetry={() => query.refetch()} />}
      {data && events.length === 0 && !hasNextPage && (
        <Empty title={words.none} text={words.noneText} />
      )}
      {(events.length > 0 || (data && hasNextPage)) && (
        <EventList
          events={events}
          chosen={chosen}
          onNearEnd={isCut ? undefined : readOn}
          foot={<EventsFoot query={query} />}
        />
      )}
    </Drawer>
  );
}
