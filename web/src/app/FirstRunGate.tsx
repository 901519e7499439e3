import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { newestExecutionQuery } from '@/api/executions';
import { useProject } from '@/lib/project';
import { Page } from '@/ui/Page';

const FirstRun = lazy(async () => {
  const { FirstRun } = await import('@/features/first-run/FirstRun');
  return { default: FirstRun };
});

interface FirstRunGateProps {
  /** The page's own title. */
  title: string;
  children: ReactNode;
}

/** A page; for a project that has nothing yet, how to send the first span. */
export function FirstRunGate({ title, children }: FirstRunGateProps) {
  const project = useProject();
  const newest = useQuery({ ...newestExecutionQuery(project), staleTime: 60_000 });
  // Stays when the first span comes, until the person goes on: the line has to turn green first.
  const [begun, setBegun] = useState<string | null>(null);
  if (newest.data?.items.length === 0 && begun !== project) setBegun(project);
  if (begun !== project) return children;
  return (
    <Page title={title}>
      <Suspense>
        <FirstRun onLeave={() => setBegun(null)} />
      </Suspense>
    </Page>
  );
}
