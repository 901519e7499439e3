import { useInfiniteQuery } from '@tanstack/react-query';
import { logsQuery } from '@/api/logs';
import type { Node } from '@/api/types';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { LogExcerpt } from '@/ui/log/LogList';
import { Failure } from '@/ui/Notice';
import s from './panel.module.css';

/** The log lines that name this span. */
export function SpanLogsTab({ node: { traceId, spanId } }: { node: Node }) {
  const project = useProject();
  const query = useInfiniteQuery(logsQuery({ project, conditions: { traceId, spanId } }));
  const logs = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isError && logs.length === 0)
    return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (query.isPending) return null;
  if (logs.length === 0) return <p className={s.nothing}>{t.execution.span.noLogs}</p>;
  return (
    <div className={s.logs}>
      <LogExcerpt logs={logs} />
      {query.isFetchNextPageError && <Failure error={query.error} />}
      {query.hasNextPage && (
        <Button
          look="ghost"
          disabled={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          {t.json.moreRows(logs.length)}
        </Button>
      )}
    </div>
  );
}
