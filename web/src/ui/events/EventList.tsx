// Business events that fill their box: virtual, so that a hundred thousand cost what can be seen of them.
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { BusinessEvent } from '@/api/events';
import { t } from '@/lib/strings';
import { EventRow } from './EventRow';
import s from './events.module.css';

const ROW = 45;
const STEPS: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

interface EventListProps {
  events: readonly BusinessEvent[];
  /** Of an execution that is the page already: times are told after it began, without the way to it. */
  since?: string;
  /** The event that was asked for: brought into sight, and open. */
  chosen?: string;
  onNearEnd?: () => void;
  /** After the last one. */
  foot?: ReactNode;
}

export function EventList({ events, since, chosen, onNearEnd, foot }: EventListProps) {
  const scroller = useRef<HTMLElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(chosen ? [chosen] : []));
  const getItemKey = useCallback((index: number) => events[index].id, [events]);
  const virtual = useVirtualizer({
    count: events.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const isNearEnd = (items.at(-1)?.index ?? 0) > events.length - 20;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew for each part that was read
  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, onNearEnd, events.length]);

  const isThere = chosen !== undefined && events.some(({ id }) => id === chosen);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only who asks for an event is led to it
  useEffect(() => {
    if (!isThere) return;
    setOpen((old) => new Set(old).add(chosen));
    const at = events.findIndex(({ id }) => id === chosen);
    virtual.scrollToIndex(at, { align: 'center' });
    focus(at);
  }, [chosen, isThere]);

  /** A row may be on the page only after it was scrolled to. */
  const focus = (index: number) =>
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] button`)?.focus(),
    );

  const toggle = useCallback(
    (id: string) =>
      setOpen((old) => {
        const next = new Set(old);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    [],
  );

  function press(event: KeyboardEvent) {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const at = document.activeElement?.closest<HTMLElement>('[data-index]')?.dataset.index;
    const next = Math.min(events.length - 1, Math.max(0, at === undefined ? 0 : Number(at) + step));
    virtual.scrollToIndex(next);
    focus(next);
  }

  return (
    <section
      ref={scroller}
      className={s.view}
      aria-label={t.events.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      onKeyDown={press}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, key, start }) => (
          <div
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            className={s.placed}
            style={{ transform: `translateY(${start}px)` }}
          >
            <EventRow
              event={events[index]}
              since={since}
              isOpen={open.has(events[index].id)}
              isChosen={events[index].id === chosen}
              onToggle={toggle}
            />
          </div>
        ))}
      </div>
      {foot}
    </section>
  );
}
