import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { BusinessEvent } from '@/api/events';
import { cx } from '@/lib/cx';
import { duration, listTime } from '@/lib/format';
import { t } from '@/lib/strings';
import { Time } from '@/ui/Time';
import s from './events.module.css';
import { colourOf, propertiesText } from './model/summary';
import { OpenEvent } from './OpenEvent';

interface EventRowProps {
  event: BusinessEvent;
  since: string | undefined;
  isOpen: boolean;
  isChosen: boolean;
  onToggle: (id: string) => void;
}

/** One event: a line that opens to its properties. */
export const EventRow = memo(function EventRow(props: EventRowProps) {
  const { event, since, isOpen, isChosen, onToggle } = props;
  const { id, name, timestamp, executionId, properties } = event;
  const hasLink = executionId !== null && since === undefined;
  return (
    <div className={s.row} data-family={colourOf(name)} data-chosen={isChosen || undefined}>
      <button
        type="button"
        className={s.summary}
        aria-expanded={isOpen}
        onClick={() => onToggle(id)}
      >
        <i aria-hidden />
        <b title={name}>{name}</b>
        <span className={cx(s.properties, hasLink && s.besideLink)}>
          {propertiesText(properties)}
        </span>
        <Time at={timestamp} className={s.at}>
          {since === undefined ? listTime(timestamp) : after(since, timestamp)}
        </Time>
      </button>
      {hasLink && (
        <Link
          to="/executions/$executionId"
          params={{ executionId }}
          search={{ tab: 'events', event: id }}
          className={s.execution}
          aria-label={t.events.toExecution(executionId)}
          title={executionId}
        >
          {executionId}
        </Link>
      )}
      {isOpen && <OpenEvent event={event} isInside={since !== undefined} />}
    </div>
  );
});

/** How long after the start of its execution; events may be earlier, too. */
function after(since: string, timestamp: string): string {
  const offset = Date.parse(timestamp) - Date.parse(since);
  return offset < 0 ? duration(offset) : `+${duration(offset)}`;
}
