import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, type Ref, useEffect, useId, useRef } from 'react';
import type { BusinessEvent } from '@/api/events';
import { t } from '@/lib/strings';
import { Empty } from '@/ui/Notice';
import { move } from '../model/moves';
import { hasChildren } from '../model/trace';
import { TimeAxis } from './TimeAxis';
import { TraceRow } from './TraceRow';
import s from './trace.module.css';
import type { TraceData } from './useTrace';
import type { TraceView } from './useTraceView';
import { useTraceWheel } from './wheel';

const ROW = 28;
/** Height of what stays at the top: minimap and axis. */
const HEAD = 74;

interface TraceListProps {
  data: TraceData;
  view: TraceView;
  showsCritical: boolean;
  onOpen: (index: number) => void;
  /** Business events, as marks on the time axis. */
  events?: readonly BusinessEvent[];
  /** Spans that were scored. */
  scored: ReadonlySet<string>;
  ref: Ref<HTMLDivElement>;
}

/** Tree and time bars in one virtual list. */
export function TraceList(props: TraceListProps) {
  const { data, view, showsCritical, onOpen, events, scored, ref } = props;
  const { trace, critical, failing, tokens } = data;
  const { rows, rowOf, closed, cursor, keep, matches } = view;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (row) => trace.nodes[rows[row]].spanId,
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
    overscan: 10,
  });
  useTraceWheel(scroller, view);
  const cursorRow = cursor < 0 ? -1 : rowOf[cursor];
  useEffect(() => {
    if (cursorRow >= 0) virtual.scrollToIndex(cursorRow);
  }, [virtual, cursorRow]);

  function press(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const aside = event.shiftKey && { ArrowLeft: -0.2, ArrowRight: 0.2 }[event.key];
    if (aside) {
      event.preventDefault();
      view.panBy(aside);
      return;
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? HEAD) / ROW) - 4);
    const found = move(event.key, { trace, rows, rowOf, closed, cursor, page });
    if (!found && !/^(Arrow|Page|Home|End)/.test(event.key)) return;
    event.preventDefault();
    if (found?.kind === 'go') view.goTo(found.index);
    else if (found) view.toggle(found.index);
  }

  function click(event: MouseEvent) {
    const target = event.target as Element;
    const row = target.closest<HTMLElement>('[data-index]');
    if (!row) return;
    const index = Number(row.dataset.index);
    if (target.closest('[data-twist]') && hasChildren(trace, index)) view.toggle(index);
    else onOpen(index);
  }

  return (
    <div ref={scroller} className={s.scroll}>
      <TimeAxis trace={trace} order={view.order} view={view} events={events} />
      <div
        ref={ref}
        role="tree"
        aria-label={t.execution.treeLabel}
        aria-activedescendant={cursorRow < 0 ? undefined : `${id}-${cursor}`}
        tabIndex={0}
        className={s.tree}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={press}
        onClick={click}
      >
        {virtual.getVirtualItems().map(({ index: row, key, start }) => {
          const index = rows[row];
          const isParent = hasChildren(trace, index);
          return (
            <TraceRow
              key={key}
              id={`${id}-${index}`}
              index={index}
              node={trace.nodes[index]}
              depth={trace.depth[index]}
              top={start - HEAD}
              branch={
                isParent ? (closed.has(trace.nodes[index].spanId) ? 'closed' : 'open') : 'leaf'
              }
              below={trace.end[index] - index - 1}
              failing={failing[index]}
              tokensBelow={tokens[index]}
              start={trace.start[index]}
              duration={trace.duration[index]}
              from={view.view.from}
              to={view.view.to}
              criticalFrom={showsCritical ? critical.from[index] : Number.NaN}
              criticalTo={critical.to[index]}
              isSelected={index === cursor}
              isMatch={matches?.[index] === 1}
              isDim={keep?.[index] === 1}
              isScored={scored.has(trace.nodes[index].spanId)}
            />
          );
        })}
      </div>
      {rows.length === 0 && <Empty title={keep ? t.execution.nothingFits : t.execution.noSpans} />}
    </div>
  );
}
