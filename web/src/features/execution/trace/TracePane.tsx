import type { InfiniteData } from '@tanstack/react-query';
import { type CSSProperties, useCallback, useMemo, useRef, useState } from 'react';
import type { EventPage } from '@/api/events';
import { wholeAddress } from '@/api/executions';
import type { ScorePage } from '@/api/scores';
import type { ExecutionDetails } from '@/api/types';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { scoredSpans } from '../scores/model';
import { useExecutionSearch } from '../search';
import { SpanPanel, type SpanTab } from '../span/SpanPanel';
import { Caveats } from './Caveats';
import { useTraceKeys } from './keys';
import { NameDivider, useNameWidth } from './NameDivider';
import { StatisticsPanel } from './StatisticsPanel';
import { StatStrip } from './StatStrip';
import { TraceList } from './TraceList';
import { TraceTools } from './TraceTools';
import s from './trace.module.css';
import { useTrace } from './useTrace';
import { useTraceAddress } from './useTraceAddress';
import { useTraceView } from './useTraceView';

type Side = 'span' | 'statistics' | null;

/** The trace: tools, tree and time bars, and the panel of the span that is open. */
export function TracePane({
  details,
  fetchedAt,
  events: read,
  scores,
}: {
  details: ExecutionDetails;
  fetchedAt: number;
  /** Business events, as far as they were read. */
  events: InfiniteData<EventPage> | undefined;
  scores: InfiniteData<ScorePage> | undefined;
}) {
  const { search } = useExecutionSearch();
  const data = useTrace(details, fetchedAt);
  const { trace } = data;
  const events = useMemo(() => read?.pages.flatMap(({ items }) => items), [read]);
  const scored = useMemo(() => scoredSpans(scores), [scores]);
  const project = useProject();
  const { executionId, status } = details.execution;
  const view = useTraceView(data, search, wholeAddress(project, executionId, status));
  const [side, setSide] = useState<Side>(
    search.pane === 'statistics' ? 'statistics' : search.span ? 'span' : null,
  );
  const [tab, setTab] = useState<SpanTab>(
    search.pane && search.pane !== 'statistics' ? search.pane : 'overview',
  );
  const [showsCritical, setShowsCritical] = useState(search.critical !== 'off');
  const names = useNameWidth();
  const tree = useRef<HTMLDivElement>(null);
  const node = view.cursor < 0 ? undefined : trace.nodes[view.cursor];

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
  const toggleCritical = () => setShowsCritical(!showsCritical);
  const toggleStatistics = () => setSide(side === 'statistics' ? null : 'statistics');

  const spanTab = tab === 'overview' ? undefined : tab;
  useTraceAddress(
    view,
    {
      span: side === 'span' ? node?.spanId : undefined,
      pane: side === 'statistics' ? side : side === 'span' ? spanTab : undefined,
      critical: showsCritical ? undefined : 'off',
    },
    open,
    (span) => trace.indexOf.get(span),
  );
  useTraceKeys({
    trace,
    view,
    isOpen: side !== null,
    onOpen: () => setSide('span'),
    onClose: close,
    onCritical: toggleCritical,
    onStatistics: toggleStatistics,
  });

  return (
    <>
      <TraceTools
        data={data}
        view={view}
        showsCritical={showsCritical}
        onCritical={toggleCritical}
        showsStatistics={side === 'statistics'}
        onStatistics={toggleStatistics}
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
            events={events}
            scored={scored}
          />
          <StatStrip data={data} onOpen={open} />
        </section>
        {side === 'span' && node && (
          <SpanPanel
            key={node.traceId}
            node={node}
            tab={tab}
            onTab={setTab}
            offset={trace.start[view.cursor]}
            own={data.own[view.cursor]}
            total={trace.total}
            onClose={close}
            onParent={
              trace.parent[view.cursor] < 0 ? undefined : () => open(trace.parent[view.cursor])
            }
          />
        )}
        {side === 'statistics' && <StatisticsPanel data={data} onClose={close} onOpen={open} />}
      </div>
    </>
  );
}
