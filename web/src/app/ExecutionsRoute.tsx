import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { newestExecutionQuery } from '@/api/executions';
import { ExecutionsPage } from '@/features/executions/ExecutionsPage';
import { FirstRun } from '@/features/first-run/FirstRun';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { Page } from '@/ui/Page';
import { BarTools } from './layout/BarTools';

/** The list; for a project that has nothing yet, how to send the first span. */
export function ExecutionsRoute() {
  const project = useProject();
  const newest = useQuery({ ...newestExecutionQuery(project), staleTime: 60_000 });
  // Stays when the first span comes, until the person goes on: the line has to turn green first.
  const [begun, setBegun] = useState<string | null>(null);
  if (newest.data?.items.length === 0 && begun !== project) setBegun(project);
  if (begun !== project) return <ExecutionsPage tools={<BarTools />} />;
  return (
    <Page title={t.firstRun.title}>
      <FirstRun onLeave={() => setBegun(null)} />
    </Page>
  );
}
