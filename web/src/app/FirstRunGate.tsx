import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { newestExecutionQuery } from '@/api/executions';
import { sessionQuery } from '@/api/session';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { buttonClass } from '@/ui/Button';
import { Page } from '@/ui/Page';

const FirstRun = lazy(async () => {
  const { FirstRun } = await import('@/features/first-run/FirstRun');
  return { default: FirstRun };
});

/** The project that `farol demo` fills. */
const DEMO = 'demo';

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
    <Page title={title} tools={<DemoLink />}>
      <Suspense>
        <FirstRun onLeave={() => setBegun(null)} />
      </Suspense>
    </Page>
  );
}

/** To the data that `farol demo` made, where it did. */
function DemoLink() {
  const session = useQuery(sessionQuery);
  const project = useProject();
  const hasDemo = session.data?.projects.some(({ name }) => name === DEMO);
  if (!hasDemo || project === DEMO) return null;
  return (
    <Link to="/overview" search={{ project: DEMO }} className={buttonClass()}>
      {t.start.demo}
    </Link>
  );
}
