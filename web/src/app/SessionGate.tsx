import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { ApiError } from '@/api/client';
import { sessionQuery } from '@/api/session';
import type { Session } from '@/api/types';
import { NoProjectPage } from '@/features/sign-in/NoProjectPage';
import { SignInPage } from '@/features/sign-in/SignInPage';
import { UnknownProjectPage } from '@/features/sign-in/UnknownProjectPage';
import { isString, usePreference } from '@/lib/preference';
import { ProjectContext } from '@/lib/project';
import { Failure } from '@/ui/Notice';

/** Shows the portal to who is signed in, and the way in to everybody else, whatever the address. */
export function SessionGate({ children }: { children: ReactNode }) {
  const session = useQuery(sessionQuery);
  if (session.error instanceof ApiError && session.error.status === 401) return <SignInPage />;
  if (session.data) {
    const { user, projects } = session.data;
    if (projects.length === 0 && !user.owner) {
      return <NoProjectPage email={user.email} onRetry={() => session.refetch()} />;
    }
    return <ProjectGate projects={projects}>{children}</ProjectGate>;
  }
  return session.error ? <Failure error={session.error} onRetry={() => session.refetch()} /> : null;
}

/** Settles which project is meant, and writes it into the URL so that the address can be sent on. */
function ProjectGate({ projects, children }: Pick<Session, 'projects'> & { children: ReactNode }) {
  const names = projects.map(({ name }) => name);
  const { project: asked } = useSearch({ from: '__root__' });
  const [last, setLast] = usePreference('project', '', isString);
  const navigate = useNavigate();
  const project = asked ?? (names.includes(last) ? last : (names[0] ?? 'default'));
  const isKnown = names.includes(project);
  useEffect(() => {
    if (isKnown && project !== last) setLast(project);
    if (asked) return;
    navigate({ to: '.', search: (old: object) => ({ ...old, project }), replace: true });
  }, [asked, isKnown, project, last, setLast, navigate]);
  if (asked && names.length > 0 && !isKnown) {
    return <UnknownProjectPage asked={asked} names={names} />;
  }
  return <ProjectContext value={project}>{children}</ProjectContext>;
}
