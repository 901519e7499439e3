import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { jsonRows } from '@/lib/json-rows';
import type { JsonHit } from '@/lib/json-search';
import { t } from '@/lib/strings';
import { Button } from './Button';
import { JsonRow } from './JsonRow';
import s from './json.module.css';

const SHOWN = 200;

function useTree(value: unknown) {
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const rows = useMemo(() => jsonRows(value, toggled), [value, toggled]);
  const onToggle = useCallback(
    (path: string, open: boolean) => setToggled((old) => new Map(old).set(path, open)),
    [],
  );
  const reveal = useCallback(
    (paths: readonly string[]) =>
      setToggled((old) => {
        const next = new Map(old);
        for (const path of paths) next.set(path, true);
        return next;
      }),
    [],
  );
  return { rows, onToggle, reveal };
}

/** A JSON value to open and close, in the flow of a page; very long ones in portions. */
export function JsonTree({ value }: { value: unknown }) {
  const { rows, onToggle } = useTree(value);
  const [shown, setShown] = useState(SHOWN);
  return (
    <div className={s.tree}>
      {rows.slice(0, shown).map((row) => (
        <JsonRow key={row.path} row={row} onToggle={onToggle} />
      ))}
      {rows.length > shown && (
        <Button look="ghost" small onClick={() => setShown(shown + SHOWN)}>
          {t.json.moreRows(rows.length - shown)}
        </Button>
      )}
    </div>
  );
}

interface JsonViewProps {
  value: unknown;
  label: string;
  /** A row to be brought into sight, and marked. */
  target?: JsonHit;
}

/** The same filling its box and scrolling on its own, for values of any size. */
export function JsonView({ value, label, target }: JsonViewProps) {
  const { rows, onToggle, reveal } = useTree(value);
  const scroller = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 20,
    getItemKey: (index) => rows[index].path,
    overscan: 20,
  });
  useEffect(() => {
    if (target) reveal(target.around);
  }, [target, reveal]);
  const targetRow = target ? rows.findIndex(({ path }) => path === target.path) : -1;
  useEffect(() => {
    if (targetRow >= 0) virtual.scrollToIndex(targetRow, { align: 'center' });
  }, [virtual, targetRow]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section ref={scroller} className={s.view} aria-label={label} tabIndex={0}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => (
          <div
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            className={s.placed}
            data-hit={item.index === targetRow || undefined}
            style={{ transform: `translateY(${item.start}px)` }}
          >
            <JsonRow row={rows[item.index]} onToggle={onToggle} />
          </div>
        ))}
      </div>
    </section>
  );
}

/** Text as it is, in code's type. */
export const Code = ({ children }: { children: string }) => (
  <pre className={s.code}>{children}</pre>
);
