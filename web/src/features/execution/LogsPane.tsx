import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Log, Page } from '@/api/types';
import { useReadOn } from '@/lib/read-on';
import { t } from '@/lib/strings';
import { LogList } from '@/ui/log/LogList';
import { type LineLook, useLines } from '@/ui/log/look';
import { Empty, Failure } from '@/ui/Notice';

const LOOK: LineLook = { isInside: true };

/** The lines of this execution, in time order. */
export function LogsPane({ query }: { query: UseInfiniteQueryResult<InfiniteData<Page<Log>>> }) {
  const { data, error, isFetchNextPageError } = query;
  const lines = useLines();
  const readOn = useReadOn(query);
  const logs = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  if (query.isError && logs.length === 0)
    return <Failure error={error} onRetry={() => query.refetch()} />;
  if (query.isPending) return null;
  if (logs.length === 0) return <Empty title={t.execution.noLogs} text={t.execution.noLogsText} />;
  return (
    <LogList
      rows={logs}
      look={LOOK}
      lines={lines}
      onNearEnd={readOn}
      foot={isFetchNextPageError && <Failure error={error} onRetry={() => query.fetchNextPage()} />}
    />
  );
}
