import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { BusinessEvent } from '@/api/events';
import { duration } from '@/lib/format';
import { useSize } from '@/lib/size';
import { t } from '@/lib/strings';
import { colourOf } from '@/ui/events/model/summary';
import type { View } from '../model/coordinates';
import { eventMarks } from '../model/event-marks';
import { useExecutionSearch } from '../search';
import s from './axis.module.css';

const words = t.events;
const MOST_NAMES = 4;

interface EventMarksProps {
  events: readonly BusinessEvent[];
  /** Of each, in milliseconds after the trace's first instant. */
  offsets: readonly number[];
  view: View;
  /** Length of the whole trace, in milliseconds. */
  total: number;
}

/** Business events as diamonds on the time axis; each leads to its place in the list of them. */
export function EventMarks({ events, offsets, view, total }: EventMarksProps) {
  const { change } = useExecutionSearch();
  const layer = useRef<HTMLDivElement>(null);
  const { width } = useSize(layer);
  const [cursor, setCursor] = useState(0);
  const marks = useMemo(
    () => eventMarks(offsets, view, width, total),
    [offsets, view, width, total],
  );
  const reachable = Math.min(cursor, marks.length - 1);

  function press(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.min(marks.length - 1, Math.max(0, reachable + step));
    setCursor(next);
    (layer.current?.children[next] as HTMLElement | undefined)?.focus();
  }

  return (
    <div ref={layer} role="toolbar" aria-label={words.marks} className={s.marks} onKeyDown={press}>
      {marks.map(({ left, events: indexes }, at) => {
        const first = events[indexes[0]];
        return (
          <button
            key={first.id}
            type="button"
            tabIndex={at === reachable ? 0 : -1}
            data-family={colourOf(first.name)}
            data-many={indexes.length > 1 || undefined}
            style={{ left: `${left}%` }}
            title={markText(indexes, events, offsets)}
            aria-label={markText(indexes, events, offsets)}
            onFocus={() => setCursor(at)}
            onClick={() => change({ tab: 'events', event: first.id })}
          />
        );
      })}
    </div>
  );
}

function markText(
  indexes: readonly number[],
  events: readonly BusinessEvent[],
  offsets: readonly number[],
): string {
  const [first] = indexes;
  if (indexes.length === 1)
    return words.mark(events[first].name.slice(0, 200), duration(offsets[first]));
  const names = [...new Set(indexes.map((index) => events[index].name.slice(0, 60)))];
  const more = names.length - MOST_NAMES;
  const told = names.slice(0, MOST_NAMES).join(', ');
  return words.markOf(indexes.length, more > 0 ? `${told} ${words.moreNames(more)}` : told);
}
