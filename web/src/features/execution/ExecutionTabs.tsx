import type { InfiniteData } from '@tanstack/react-query';
import type { ExecutionDetails, Log, Page } from '@/api/types';
import { count } from '@/lib/format';
import { t } from '@/lib/strings/en';
import { type Tab, Tabs } from '@/ui/Tabs';
import { type TabId, useExecutionSearch } from './search';

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

export function ExecutionTabs({ details, logs }: ExecutionTabsProps) {
  const { search, change } = useExecutionSearch();
  const tabs: Tab<TabId>[] = [
    { id: 'trace', label: t.execution.tab.trace, count: count(details.tracesTotal) },
    { id: 'logs', label: t.execution.tab.logs, count: logCount(logs) },
    { id: 'json', label: t.execution.tab.json },
  ];
  return (
    <Tabs
      label={t.execution.tabsLabel}
      tabs={tabs}
      value={search.tab ?? 'trace'}
      onChange={(tab) => change({ tab: tab === 'trace' ? undefined : tab })}
    />
  );
}
