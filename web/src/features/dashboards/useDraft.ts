// A dashboard's changes until they are saved, and what happens when somebody else saved first.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { explain } from '@/lib/problem';
import { useProject } from '@/lib/project';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';
import {
  changeDashboard,
  type DashboardDraft,
  dashboardQuery,
  newerDashboard,
} from './api/queries';
import type { Card, Dashboard } from './api/types';
import { draftOf, isSame } from './model/draft';
import { inOrder } from './model/layout';

export function useDraft(saved: Dashboard) {
  const project = useProject();
  const client = useQueryClient();
  const [base, setBase] = useState(saved);
  const [draft, setDraft] = useState(() => draftOf(saved));
  const [theirs, setTheirs] = useState<Dashboard | null>(null);
  const isDirty = useMemo(() => !isSame(draft, draftOf(base)), [draft, base]);

  const take = useCallback((dashboard: Dashboard) => {
    setBase(dashboard);
    setDraft(draftOf(dashboard));
    setTheirs(null);
  }, []);
  const setCards = useCallback(
    (next: (cards: Card[]) => readonly Card[]) =>
      setDraft((old) => {
        const cards = next(old.cards);
        return cards === old.cards ? old : { ...old, cards: [...cards] };
      }),
    [],
  );
  const isNewer = saved.version > base.version;
  // What somebody else saved shows at once, unless work here would be lost by it.
  if (isNewer && !isDirty) take(saved);

  const saving = useMutation({
    mutationFn: ({ version, sent }: { version: number; sent: DashboardDraft }) =>
      changeDashboard(project, base.id, version, { ...sent, cards: inOrder(sent.cards) }),
    onSuccess: (dashboard, { sent }) => {
      client.setQueryData(dashboardQuery(project, dashboard.id).queryKey, dashboard);
      client.invalidateQueries({ queryKey: ['dashboards', project] });
      setBase(dashboard);
      setTheirs(null);
      // What was changed since it was sent stays as it is.
      setDraft((now) => (isSame(now, sent) ? draftOf(dashboard) : now));
      say(t.dashboards.saved);
    },
    onError: (error) => {
      const newer = newerDashboard(error);
      if (newer) setTheirs(newer);
      else say(explain(error), 'error');
    },
  });

  return {
    base,
    draft,
    isDirty,
    isSaving: saving.isPending,
    /** What stands where ours should have been written. */
    theirs,
    /** Saved by somebody else while there is work here. */
    newer: isNewer && isDirty && !theirs ? saved : null,
    change: (part: Partial<DashboardDraft>) => setDraft((old) => ({ ...old, ...part })),
    setCards,
    save: (version = base.version) => saving.mutate({ version, sent: draft }),
    discard: () => setDraft(draftOf(base)),
    take,
    leaveConflict: () => setTheirs(null),
  };
}

export type Draft = ReturnType<typeof useDraft>;
