import type { SpanEvent, WholeNode } from '@/api/types';
import { duration } from '@/lib/format';
import { t } from '@/lib/strings';
import { Fields } from './AttributesTab';
import s from './panel.module.css';

const words = t.execution.span;

/** Milliseconds after the span's start; null where the event has no time. */
function after(whole: WholeNode, { timeUnixNano }: SpanEvent): number | null {
  if (!timeUnixNano || !/^\d+$/.test(timeUnixNano)) return null;
  return Number(BigInt(timeUnixNano) - BigInt(whole.startTimeUnixNano)) / 1e6;
}

/** What happened while it ran. */
export function EventsTab({ whole }: { whole: WholeNode }) {
  const events = whole.events ?? [];
  if (events.length === 0) return <p className={s.nothing}>{words.noEvents}</p>;
  return events.map((event, at) => {
    const offset = after(whole, event);
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: events of one span never move, and may repeat
      <section key={`${at} ${event.name}`} className={s.event}>
        <h3>
          {event.name}
          {offset !== null && <span className="faint num">{words.after(duration(offset))}</span>}
        </h3>
        <Fields fields={event.attributes ?? {}} />
      </section>
    );
  });
}
