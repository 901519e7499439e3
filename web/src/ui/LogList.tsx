import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Log } from '@/api/types';
import { cx } from '@/lib/cx';
import { t } from '@/lib/strings';
import { LogLine } from './LogLine';
import s from './log.module.css';

const LINE = 26;

function useOpen() {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((id: string) => {
    setOpen((old) => {
      const next = new Set(old);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  return { open, toggle };
}

interface LogListProps {
  logs: readonly Log[];
  isInside?: boolean;
  /** Called when the end comes near and there is more. */
  onNearEnd?: () => void;
}

/** Log lines that fill their box: virtual, each opens to its fields. */
export function LogList({ logs, isInside, onNearEnd }: LogListProps) {
  const scroller = useRef<HTMLElement>(null);
  const { open, toggle } = useOpen();
  const virtual = useVirtualizer({
    count: logs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    getItemKey: (index) => logs[index].id,
    overscan: 16,
  });
  const items = virtual.getVirtualItems();
  const isNearEnd = (items.at(-1)?.index ?? 0) > logs.length - 30;
  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, onNearEnd]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section ref={scroller} className={s.view} aria-label={t.logs.label} tabIndex={0}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, key, start }) => (
          <div
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            className={s.placed}
            style={{ transform: `translateY(${start}px)` }}
          >
            <LogLine
              log={logs[index]}
              isOpen={open.has(logs[index].id)}
              onToggle={toggle}
              isInside={isInside}
            />
          </div>
        ))}
      </div>
    </section>
  );
}

/** A few lines in the flow of a panel. */
export function LogExcerpt({ logs }: { logs: readonly Log[] }) {
  const { open, toggle } = useOpen();
  return (
    <div className={cx(s.small)}>
      {logs.map((log) => (
        <LogLine key={log.id} log={log} isOpen={open.has(log.id)} onToggle={toggle} isInside />
      ))}
    </div>
  );
}
