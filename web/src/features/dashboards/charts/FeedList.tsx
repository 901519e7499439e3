import { Link } from '@tanstack/react-router';
import { briefTime } from '@/lib/format';
import { t } from '@/lib/strings';
import { Time } from '@/ui/Time';
import type { BusinessEvent } from '../api/types';
import { nameColor } from '../model/colors';
import { propertyLine } from '../model/property-line';
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
        <i style={{ background: nameColor(event.name) }} aria-hidden />
        <button type="button" disabled={!onOpen} onClick={() => onOpen?.(event)} title={event.name}>
          {event.name}
        </button>
        <Time at={event.timestamp} className={s.at}>
          {briefTime(event.timestamp)}
        </Time>
        <span className={s.properties}>{propertyLine(event.properties)}</span>
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
