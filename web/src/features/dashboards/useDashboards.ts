// What is done with whole dashboards: made, copied, deleted; each leads somewhere.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { explain } from '@/lib/problem';
import { useProject } from '@/lib/project';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';
import {
  createDashboard,
  type DashboardDraft,
  dashboardQuery,
  dashboardsQuery,
  deleteDashboard,
} from './api/queries';
import { copyName } from './model/draft';

export function useDashboardActions() {
  const project = useProject();
  const client = useQueryClient();
  const navigate = useNavigate();
  const open = (dashboardId: string | undefined) =>
    navigate({
      to: '/dashboards/{-$dashboardId}',
      params: { dashboardId },
      // Conditions are of one dashboard, the time goes along.
      search: (old: object) => ({ ...old, filter: undefined, refresh: undefined }),
      ignoreBlocker: true,
    });

  const create = useMutation({
    mutationFn: (draft: DashboardDraft) => createDashboard(project, draft),
    onSuccess: async (made) => {
      client.setQueryData(dashboardQuery(project, made.id).queryKey, made);
      await client.invalidateQueries({ queryKey: ['dashboards', project] });
      await open(made.id);
    },
    onError: (error) => say(explain(error), 'error'),
  });

  const remove = useMutation({
    mutationFn: (id: string) => deleteDashboard(project, id),
    onSuccess: async (_, id) => {
      // Nobody watches the list now; it says where to go on from here.
      await client.invalidateQueries({ queryKey: ['dashboards', project], refetchType: 'all' });
      say(t.dashboards.deleted);
      await open(undefined);
      client.removeQueries({ queryKey: dashboardQuery(project, id).queryKey });
    },
  });

  /** Makes one under a name that nobody else took. */
  async function createCopy(draft: DashboardDraft) {
    const list = await client.fetchQuery({ ...dashboardsQuery(project), staleTime: 0 });
    const taken = list.items.map(({ name }) => name);
    const isFree = draft.name !== '' && !taken.includes(draft.name);
    const name = isFree
      ? draft.name
      : copyName(draft.name || t.dashboards.newName, taken, t.dashboards.copyWord);
    await create.mutateAsync({ ...draft, name }).catch(() => undefined);
  }
  return { create, createCopy, remove, open };
}
