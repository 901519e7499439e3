import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Log, Page } from '@/api/types';
import { t } from '@/lib/strings';
import { LogList } from '@/ui/LogList';
import { Empty, Failure } from '@/ui/Notice';

/** The lines of this execution, in time order. */
export function LogsPane({ query }: { query: UseInfiniteQueryResult<InfiniteData<Page<Log>>> }) {
  const { data, hasNextPage, isFetching, fetchNextPage } = query;
  const readOn = useCallback(() => {
    if (hasNextPage && !isFetching) fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const logs = data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isError) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (query.isPending) return null;
  if (logs.length === 0) return <Empty title={t.execution.noLogs} text={t.execution.noLogsText} />;
  return <LogList logs={logs} isInside onNearEnd={readOn} />;
}
