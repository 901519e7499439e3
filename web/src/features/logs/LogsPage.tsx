import { type ReactNode, useCallback } from 'react';
import { t } from '@/lib/strings';
import { LogList } from '@/ui/LogList';
import { Bone, Failure } from '@/ui/Notice';
import { Page } from '@/ui/Page';
import { LogFilters } from './LogFilters';
import { LogsEmpty } from './LogsEmpty';
import s from './logs.module.css';
import { useLogs } from './queries';

const BONES = Array.from({ length: 24 }, (_, index) => index);

/** Log lines of all executions, newest first. */
export function LogsPage({ tools }: { tools: ReactNode }) {
  const { list, logs, fresh, overflow, takeFresh } = useLogs();
  const { hasNextPage, isFetching, fetchNextPage } = list;
  const readOn = useCallback(() => {
    if (hasNextPage && !isFetching) fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return (
    <Page title={t.logs.title} tools={tools}>
      <LogFilters />
      <div className={s.strip}>
        {list.isSuccess && (
          <span className="num">
            <b>{t.logs.shown(logs.length, hasNextPage)}</b>{' '}
            <span className="faint">· {t.logs.newest}</span>
          </span>
        )}
        {fresh > 0 && (
          <button
            type="button"
            className={s.fresh}
            aria-label={t.logs.freshLabel(fresh)}
            onClick={takeFresh}
          >
            {t.logs.fresh(fresh, overflow)}
          </button>
        )}
      </div>
      {list.isPending && (
        <div className={s.bones} aria-busy aria-label={t.loading} role="status">
          {BONES.map((row) => (
            <div key={row}>
              <Bone width={80} />
              <Bone width={`${30 + ((row * 29) % 45)}%`} />
            </div>
          ))}
        </div>
      )}
      {list.isError && logs.length === 0 && (
        <Failure error={list.error} onRetry={() => list.refetch()} />
      )}
      {list.isSuccess && logs.length === 0 && <LogsEmpty />}
      {logs.length > 0 && <LogList logs={logs} onNearEnd={readOn} />}
    </Page>
  );
}
