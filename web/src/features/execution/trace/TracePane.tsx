import { type CSSProperties, useCallback, useRef, useState } from 'react';
import type { ExecutionDetails } from '@/api/types';
import { useSettled } from '@/lib/debounce';
import { t } from '@/lib/strings';
import { useExecutionSearch } from '../search';
import { SpanPanel } from '../span/SpanPanel';
import { Caveats } from './Caveats';
import { useTraceKeys } from './keys';
import { NameDivider, useNameWidth } from './NameDivider';
import { StatisticsPanel } from './StatisticsPanel';
import { StatStrip } from './StatStrip';
import { TraceList } from './TraceList';
import { TraceTools } from './TraceTools';
import s from './trace.module.css';
import { useTrace } from './useTrace';
import { useTraceView } from './useTraceView';

type Side = 'span' | 'statistics' | null;

/** The trace: tools, tree and time bars, and the panel of the span that is open. */
export function TracePane({
  details,
  fetchedAt,
}: {
  details: ExecutionDetails;
  fetchedAt: number;
}) {
  const { search, change } = useExecutionSearch();
  const data = useTrace(details, fetchedAt);
  const view = useTraceView(data, search.span);
  const [side, setSide] = useState<Side>(search.span ? 'span' : null);
  const [showsCritical, setShowsCritical] = useState(true);
  const names = useNameWidth();
  const tree = useRef<HTMLDivElement>(null);
  const { trace } = data;
  const node = view.cursor < 0 ? undefined : trace.nodes[view.cursor];

  // Holding an arrow moves faster than browsers let the address change.
  useSettled(side === 'span' ? node?.spanId : undefined, 150, (span) => {
    if (span !== search.span) change({ span });
  });
  const { goTo } = view;
  const open = useCallback(
    (index: number) => {
      goTo(index);
      setSide('span');
    },
    [goTo],
  );
  const close = useCallback(() => {
    setSide(null);
    tree.current?.focus();
  }, []);
  useTraceKeys({
    trace,
    view,
    isOpen: side !== null,
    onOpen: () => setSide('span'),
    onClose: close,
  });

  return (
    <>
      <TraceTools
        data={data}
        view={view}
        showsCritical={showsCritical}
        onCritical={setShowsCritical}
        showsStatistics={side === 'statistics'}
        onStatistics={() => setSide(side === 'statistics' ? null : 'statistics')}
        onEnter={() => tree.current?.focus()}
      />
      <div className={s.split}>
        <section
          className={s.waterfall}
          style={{ '--name': names.css } as CSSProperties}
          aria-label={t.execution.tab.trace}
        >
          <Caveats details={details} trace={trace} />
          <NameDivider width={names.width} setWidth={names.setWidth} />
          <TraceList
            ref={tree}
            data={data}
            view={view}
            showsCritical={showsCritical}
            onOpen={open}
          />
          <StatStrip data={data} onOpen={open} />
        </section>
        {side === 'span' && node && (
          <SpanPanel
            key={node.traceId}
            node={node}
            offset={trace.start[view.cursor]}
            own={data.own[view.cursor]}
            total={trace.total}
            onClose={close}
            onParent={
              trace.parent[view.cursor] < 0 ? undefined : () => open(trace.parent[view.cursor])
            }
          />
        )}
        {side === 'statistics' && <StatisticsPanel data={data} onClose={close} />}
      </div>
    </>
  );
}
