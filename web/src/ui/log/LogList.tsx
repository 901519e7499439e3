// Log lines that fill their box: virtual, so that a hundred thousand cost what can be seen of them.
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import type { Log } from '@/api/types';
import { PHONE, useMedia } from '@/lib/media';
import { t } from '@/lib/strings';
import { GapLine } from './GapLine';
import { LogHead } from './LogHead';
import { LogLine } from './LogLine';
import s from './log.module.css';
import { type LineLook, type Lines, LookProvider, useLines } from './look';
import { type Gap, isGap, type LogRow } from './rows';

const LINE = 26;
const PHONE_LINE = 65;
/** Pixels from the top that still count as there. */
const AT_TOP = 8;

interface LogListProps {
  rows: readonly LogRow[];
  look: LineLook;
  lines: Lines;
  /** Called when the end comes near. */
  onNearEnd?: () => void;
  /** Called when somebody scrolls away from the top, or back. */
  onAway?: (isAway: boolean) => void;
  onLoadGap?: (gap: Gap) => void;
  loadingGap?: string;
  /** A change of it leads back to the top. */
  topKey?: unknown;
  /** After the last line. */
  foot?: ReactNode;
}

export function LogList(props: LogListProps) {
  const { rows, look, lines, onNearEnd, onAway, topKey } = props;
  const scroller = useRef<HTMLElement>(null);
  const isPhone = useMedia(PHONE);
  const height = isPhone ? PHONE_LINE : LINE;
  // A new function would have every line placed anew, each time that something is drawn.
  const getItemKey = useCallback((index: number) => rows[index].id, [rows]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey,
    overscan: 16,
  });
  const items = virtual.getVirtualItems();
  const isNearEnd = (items.at(-1)?.index ?? 0) > rows.length - 30;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew for each part that was read
  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, onNearEnd, rows.length]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only who seeks a line is led to it
  useEffect(() => {
    const { id } = lines.sought;
    const at = id ? rows.findIndex((row) => row.id === id) : -1;
    // The top of an open line is where it begins to be read.
    if (id && at >= 0) virtual.scrollToIndex(at, { align: lines.open.has(id) ? 'start' : 'auto' });
  }, [lines.sought]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the change is what counts
  useEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [topKey]);

  const grid = useGrid(look);
  return (
    <LookProvider value={look}>
      <section
        ref={scroller}
        className={s.view}
        aria-label={t.logs.label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        style={grid}
        onScroll={onAway && ((event) => onAway(event.currentTarget.scrollTop > AT_TOP))}
      >
        <LogHead />
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {items.map(({ index, key, start }) => {
            const row = rows[index];
            return (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                className={s.placed}
                style={{ transform: `translateY(${start}px)` }}
              >
                {isGap(row) ? (
                  <GapLine
                    gap={row}
                    onLoad={props.onLoadGap}
                    isLoading={props.loadingGap === row.id}
                  />
                ) : (
                  <LogLine
                    log={row}
                    isOpen={lines.open.has(row.id)}
                    isAtCursor={row.id === lines.cursor}
                    onToggle={lines.toggle}
                  />
                )}
              </div>
            );
          })}
        </div>
        {props.foot}
      </section>
    </LookProvider>
  );
}

/** The columns of all lines. */
function useGrid({ columns = [], hasDays }: LineLook) {
  return useMemo(() => {
    const own = columns.map(() => 'minmax(60px, 132px)').join(' ');
    // Without columns, the message comes first: what stands at the right has what it leaves.
    const message = own ? `minmax(0, 1fr) ${own}` : 'minmax(0, max-content) minmax(0, 1fr)';
    return { '--line-grid': `${hasDays ? 118 : 92}px 42px 116px ${message}` } as CSSProperties;
  }, [columns, hasDays]);
}

/** A few lines in the flow of a panel. */
export function LogExcerpt({ logs }: { logs: readonly Log[] }) {
  const lines = useLines();
  return (
    <LookProvider value={INSIDE}>
      <div className={s.small}>
        {logs.map((log) => (
          <LogLine key={log.id} log={log} isOpen={lines.open.has(log.id)} onToggle={lines.toggle} />
        ))}
      </div>
    </LookProvider>
  );
}

const INSIDE: LineLook = { isInside: true };
