import type { InfiniteData } from '@tanstack/react-query';
import type { ExecutionDetails, Log, Node, Page } from '@/api/types';
import { count } from '@/lib/format';
import { t } from '@/lib/strings';
import { type Tab, Tabs } from '@/ui/Tabs';
import { shownTab, type TabId, useExecutionSearch } from './search';

interface ExecutionTabsProps {
  details: ExecutionDetails;
  logs: InfiniteData<Page<Log>> | undefined;
}

/** The number of lines read so far, with a mark where there are more. */
function logCount(logs: ExecutionTabsProps['logs']): string | undefined {
  if (!logs) return undefined;
  const lines = logs.pages.reduce((sum, page) => sum + page.items.length, 0);
  return `${count(lines)}${logs.pages.at(-1)?.nextCursor ? '+' : ''}`;
}

/** Messages of a model's call may stand in log records alone, which no summary counts. */
const mayTalk = ({ type }: Node) => type === 'llm_call';

export function ExecutionTabs({ details, logs }: ExecutionTabsProps) {
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
    { id: 'logs', label: t.execution.tab.logs, count: logCount(logs) },
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
