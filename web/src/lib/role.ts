// What the person may do, from the session. The server decides; this decides what is shown.
import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '@/api/session';
import type { Role, Session } from '@/api/types';
import { useProject } from './project';

export const ROLES = ['viewer', 'editor', 'admin'] as const satisfies readonly Role[];

/** What a page or a control asks for: a role in the project, or the whole installation. */
export type Need = Role | 'owner';

export function isAllowed(session: Session | undefined, project: string, need: Need): boolean {
  if (!session) return false;
  if (session.user.owner) return true;
  if (need === 'owner') return false;
  const own = session.projects.find(({ name }) => name === project)?.role;
  return own !== undefined && ROLES.indexOf(own) >= ROLES.indexOf(need);
}

/** Whether the person may, in the project of the page. */
export function useMay(need: Need): boolean {
  const project = useProject();
  const session = useQuery(sessionQuery);
  return isAllowed(session.data, project, need);
}
