import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef } from 'react';
import { t } from '@/lib/strings';
import type { Sides } from '../Comparison';
import s from '../diff.module.css';
import type { ShownRow } from '../model/rows';
import { DiffRow } from './DiffRow';

const words = t.compare;
const ROW = 28;
const HEAD = 27;

interface DiffListProps {
  rows: readonly ShownRow[];
  sides: Sides;
  cursor: number;
  onMove: (row: number) => void;
  onOpen: (row: number) => void;
  onUnfold: () => void;
}

/** The rows of a comparison in one virtual list. */
export function DiffList({ rows, sides, cursor, onMove, onOpen, onUnfold }: DiffListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
    overscan: 12,
  });
  useEffect(() => {
    if (cursor >= 0) virtual.scrollToIndex(cursor);
  }, [virtual, cursor]);
  const longest = useMemo(() => {
    const times = rows.flatMap(({ row }) => [row.left?.durationMs, row.right?.durationMs]);
    return times.reduce<number>((most, each) => Math.max(most, each ?? 0), 0.001);
  }, [rows]);

  function press(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? ROW) / ROW) - 2);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      j: 1,
      ArrowUp: -1,
      k: -1,
      PageDown: page,
      PageUp: -page,
      Home: -rows.length,
      End: rows.length,
    };
    if (event.key === 'Enter' && event.target === event.currentTarget) onOpen(cursor);
    else if (event.key in steps)
      onMove(Math.max(0, Math.min(rows.length - 1, cursor + steps[event.key])));
    else return;
    event.preventDefault();
  }

  return (
    <div ref={scroller} className={s.scroll}>
      <div
        role="grid"
        aria-label={words.tree}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={cursor < 0 ? undefined : `${id}-${cursor}`}
        tabIndex={0}
        className={s.grid}
        onKeyDown={press}
      >
        <div role="row" className={s.columns}>
          <span role="columnheader">{words.leftColumn}</span>
          <span role="columnheader">{words.deltaColumn}</span>
          <span role="columnheader">{words.rightColumn}</span>
        </div>
        <div role="rowgroup" className={s.rows} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => (
            <DiffRow
              key={key}
              id={`${id}-${index}`}
              index={index}
              shown={rows[index]}
              sides={sides}
              longest={longest}
              top={start - HEAD}
              isSelected={index === cursor}
              onSelect={onMove}
              onUnfold={onUnfold}
            />
          ))}
        </div>
      </div>
    </div>
  );
}
