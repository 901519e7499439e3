import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { spanQuery } from '@/api/executions';
import type { Node } from '@/api/types';
import { count, duration } from '@/lib/format';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Bone, Failure } from '@/ui/Notice';
import { type Tab, Tabs } from '@/ui/Tabs';
import { StatusTag, TypeTag } from '@/ui/Tag';
import { useExecutionId } from '../search';
import { AttributesTab } from './AttributesTab';
import { EventsTab } from './EventsTab';
import { Overview } from './Overview';
import s from './panel.module.css';
import { SpanLogsTab } from './SpanLogsTab';

const words = t.execution.span;
export type SpanTab = keyof typeof words.tabs;

export interface SpanPanelProps {
  node: Node;
  tab: SpanTab;
  onTab: (tab: SpanTab) => void;
  /** Milliseconds after the trace's start. */
  offset: number;
  /** Milliseconds in which no child ran. */
  own: number;
  /** Milliseconds of the whole execution. */
  total: number;
  onClose: () => void;
  onParent?: () => void;
}

/** Everything about one span, fetched when it is opened. */
export function SpanPanel(props: SpanPanelProps) {
  const { node, tab, onClose } = props;
  const query = useQuery({
    ...spanQuery(useProject(), useExecutionId(), node.spanId),
    placeholderData: keepPreviousData,
  });
  // The last span stays until the next one is here: no flicker while moving down the tree.
  const whole = query.data?.spanId === node.spanId ? query.data : undefined;
  const tabs: Tab<SpanTab>[] = [
    { id: 'overview', label: words.tabs.overview },
    { id: 'attributes', label: words.tabs.attributes, count: size(whole?.attributes) },
    { id: 'events', label: words.tabs.events, count: whole && count(whole.events?.length ?? 0) },
    { id: 'logs', label: words.tabs.logs },
  ];
  return (
    <aside className={s.panel} aria-label={words.label}>
      <header>
        <h2>
          <TypeTag type={node.type} />
          <span className={s.title}>{node.name}</span>
          {node.status !== 'success' && <StatusTag status={node.status} />}
          <span className="grow" />
          <Button look="ghost" icon small aria-label={words.close} onClick={onClose}>
            <X className="ico" aria-hidden />
          </Button>
        </h2>
        <Summary node={node} />
      </header>
      <Tabs label={words.label} tabs={tabs} value={tab} onChange={props.onTab} className={s.tabs} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={s.body} tabIndex={0} role="tabpanel" aria-label={words.tabs[tab]} key={tab}>
        {query.isError && !whole && <Failure error={query.error} onRetry={() => query.refetch()} />}
        {!whole && !query.isError && <Bones />}
        {whole && tab === 'overview' && <Overview {...props} whole={whole} />}
        {whole && tab === 'attributes' && <AttributesTab whole={whole} />}
        {whole && tab === 'events' && <EventsTab whole={whole} />}
        {whole && tab === 'logs' && <SpanLogsTab node={node} />}
      </div>
    </aside>
  );
}

const size = (fields: object | null | undefined) =>
  fields ? count(Object.keys(fields).length) : undefined;

/** Provider, model, how it finished: in one line. */
function Summary({ node }: { node: Node }) {
  const { timeToFirstTokenMs: first } = node;
  const parts = [node.provider, node.model, node.tool?.name].filter(Boolean);
  if (parts.length === 0 && !node.finishReason) return null;
  return (
    <p className={s.summary}>
      {parts.join(' · ')}
      {node.finishReason && (
        <>
          {' · '}
          {words.finished} <b>{node.finishReason}</b>
        </>
      )}
      {first !== null && first !== undefined && ` · ${words.firstToken(duration(first))}`}
    </p>
  );
}

const Bones = () => (
  <>
    {[60, 120, 90].map((height) => (
      <div key={height} className={s.bones} style={{ height }}>
        <Bone width="40%" />
        <Bone width="85%" />
        <Bone width="70%" />
      </div>
    ))}
  </>
);
