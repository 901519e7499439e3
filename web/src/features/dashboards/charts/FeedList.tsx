import { Link } from '@tanstack/react-router';
import type { BusinessEvent } from '@/api/events';
import { briefTime } from '@/lib/format';
import { t } from '@/lib/strings';
import { colourOf, propertiesText } from '@/ui/events/model/summary';
import { Time } from '@/ui/Time';
import s from './charts.module.css';

interface FeedListProps {
  events: readonly BusinessEvent[];
  onOpen?: (event: BusinessEvent) => void;
}

/** The latest events, each with what it says, and the way to its execution. */
export const FeedList = ({ events, onOpen }: FeedListProps) => (
  <ol className={s.feed}>
    {events.map((event) => (
      <li key={event.id}>
        <i data-family={colourOf(event.name)} aria-hidden />
        <button type="button" disabled={!onOpen} onClick={() => onOpen?.(event)} title={event.name}>
          {event.name}
        </button>
        <Time at={event.timestamp} className={s.at}>
          {briefTime(event.timestamp)}
        </Time>
        <span className={s.properties}>{propertiesText(event.properties)}</span>
        {event.executionId && (
          <Link
            to="/executions/$executionId"
            params={{ executionId: event.executionId }}
            className="mono"
            title={event.executionId}
            aria-label={t.dashboards.card.execution(event.executionId)}
          >
            {event.executionId}
          </Link>
        )}
      </li>
    ))}
  </ol>
);
