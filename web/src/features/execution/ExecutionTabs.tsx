import type { InfiniteData } from '@tanstack/react-query';
import type { ExecutionDetails, Node, Page } from '@/api/types';
import { count } from '@/lib/format';
import { t } from '@/lib/strings';
import { type Tab, Tabs } from '@/ui/Tabs';
import { shownTab, type TabId, useExecutionSearch } from './search';

type Read = InfiniteData<Page<unknown>> | undefined;

interface ExecutionTabsProps {
  details: ExecutionDetails;
  logs: Read;
  events: Read;
  scores: Read;
}

/** How many were read so far, with a mark where there are more. */
function readCount(read: Read): string | undefined {
  if (!read) return undefined;
  const items = read.pages.reduce((sum, page) => sum + page.items.length, 0);
  return `${count(items)}${read.pages.at(-1)?.nextCursor ? '+' : ''}`;
}

/** Messages of a model's call may stand in log records alone, which no summary counts. */
const mayTalk = ({ type }: Node) => type === 'llm_call';

export function ExecutionTabs({ details, logs, events, scores }: ExecutionTabsProps) {
  const { search, change } = useExecutionSearch();
  const { messageCount } = details.execution;
  const shown = shownTab(search, messageCount);
  const conversation: Tab<TabId> = {
    id: 'conversation',
    label: t.execution.tab.conversation,
    count: messageCount > 0 ? count(messageCount) : undefined,
  };
  const talks = shown === 'conversation' || messageCount > 0 || details.traces.some(mayTalk);
  const phases = details.traces.filter(({ type }) => type === 'pipeline_phase').length;
  const tabs: Tab<TabId>[] = [
    ...(talks ? [conversation] : []),
    ...(phases > 0
      ? [{ id: 'pipeline' as const, label: t.pipeline.tab, count: count(phases) }]
      : []),
    { id: 'trace', label: t.execution.tab.trace, count: count(details.tracesTotal) },
    { id: 'logs', label: t.execution.tab.logs, count: readCount(logs) },
    { id: 'events', label: t.events.tab, count: readCount(events) },
    { id: 'scores', label: t.scores.title, count: readCount(scores) },
    { id: 'json', label: t.execution.tab.json },
  ];
  return (
    <Tabs
      label={t.execution.tabsLabel}
      tabs={tabs}
      value={shown}
      onChange={(tab) => change({ tab })}
    />
  );
}
