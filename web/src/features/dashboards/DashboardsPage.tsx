// Dashboards: the one of the address, else the last one that was looked at, else the way to the first.
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { ApiError } from '@/api/client';
import { isString, usePreference } from '@/lib/preference';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { buttonClass } from '@/ui/Button';
import { Empty, Failure } from '@/ui/Notice';
import { Page } from '@/ui/Page';
import { dashboardQuery, dashboardsQuery } from './api/queries';
import { BoardSkeleton } from './board/BoardSkeleton';
import { DashboardView } from './DashboardView';
import { StartPage } from './start/StartPage';

const words = t.dashboards;

/** Milliseconds between looks whether somebody else saved a newer version. */
const LOOK_EVERY = 60_000;

interface DashboardsPageProps {
  /** The dashboard's id, where the address has one. */
  id: string | undefined;
  /** The portal's choice of time. */
  range: ReactNode;
  /** What stands for a key in commands; null where none is needed. */
  sendKey: string | null;
}

export function DashboardsPage({ id, range, sendKey }: DashboardsPageProps) {
  return id ? <One key={id} id={id} range={range} /> : <First sendKey={sendKey} />;
}

const lastKey = (project: string) => `dashboard.${project}`;

function First({ sendKey }: Pick<DashboardsPageProps, 'sendKey'>) {
  const project = useProject();
  const list = useQuery(dashboardsQuery(project));
  const [last] = usePreference(lastKey(project), '', isString);
  const entry = list.data?.items.find((each) => each.id === last) ?? list.data?.items[0];
  if (entry) {
    return (
      <Navigate
        to="/dashboards/{-$dashboardId}"
        params={{ dashboardId: entry.id }}
        search={(old: object) => old}
        replace
      />
    );
  }
  return (
    <Page title={words.title}>
      {list.isPending && <BoardSkeleton />}
      {list.error && <Failure error={list.error} onRetry={() => list.refetch()} />}
      {list.data && <StartPage sendKey={sendKey} />}
    </Page>
  );
}

function One({ id, range }: { id: string; range: ReactNode }) {
  const project = useProject();
  const { data, error, refetch } = useQuery({
    ...dashboardQuery(project, id),
    refetchInterval: LOOK_EVERY,
  });
  const [, remember] = usePreference(lastKey(project), '', isString);
  useEffect(() => {
    if (data) remember(data.id);
  }, [data, remember]);
  if (data) return <DashboardView key={`${project} ${data.id}`} saved={data} range={range} />;
  return (
    <Page title={words.title} tools={range}>
      {error ? <Missing error={error} onRetry={refetch} /> : <BoardSkeleton />}
    </Page>
  );
}

function Missing({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!(error instanceof ApiError && (error.status === 404 || error.status === 422))) {
    return <Failure error={error} onRetry={() => onRetry()} />;
  }
  return (
    <Empty title={words.empty.gone} text={words.empty.goneText}>
      <Link
        to="/dashboards/{-$dashboardId}"
        params={{ dashboardId: undefined }}
        search={(old: object) => old}
        className={buttonClass()}
      >
        {words.empty.toFirst}
      </Link>
    </Empty>
  );
}
