// The item that the address names: taken while it is open, so that nobody else gets it.
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ApiError } from '@/api/client';
import { LEASE_SECONDS, leaseItem, type QueueItem, reviewsKey } from '@/api/reviews';
import { useProject } from '@/lib/project';
import { useMay } from '@/lib/role';
import type { Rows } from '../queries';
import { hold } from './hold';

/** Milliseconds: a lease outlives two that fail. */
const BEAT = (LEASE_SECONDS * 1_000) / 3;

/** Milliseconds between looks whether somebody has left what they had. */
const ASK_AGAIN = 30_000;

/** What the server says no to for good; anything else may come right by the next beat. */
const FINAL = new Set([401, 403, 404, 422]);

const queueKey = (project: string) => [...reviewsKey(project), 'queue'];

const statusOf = (error: unknown) => (error instanceof ApiError ? error.status : null);

export const leaseQuery = (project: string, itemId: string) =>
  queryOptions({
    // Not under the key of reviews: what changes there takes nothing anew.
    queryKey: ['review-lease', project, itemId],
    queryFn: () => leaseItem(project, itemId),
    staleTime: BEAT / 2,
    refetchInterval: ({ state }) => {
      const refused = statusOf(state.error);
      if (refused !== null && FINAL.has(refused)) return false;
      return refused === 409 ? ASK_AGAIN : BEAT;
    },
    // Whoever reads up on something in another tab still has it.
    refetchIntervalInBackground: true,
    // A machine that slept may have lost it.
    refetchOnWindowFocus: true,
  });

export type Lease =
  | { kind: 'none' }
  | { kind: 'taking' }
  | { kind: 'mine'; item: QueueItem }
  /** Somebody else works at it, or the person may only look. */
  | { kind: 'seen'; item: QueueItem | null; by: string | null }
  /** It waits no longer; with what was known of it last. */
  | { kind: 'gone'; item: QueueItem | null }
  /** Not among what is shown to whoever may only look: nothing is known of it. */
  | { kind: 'unlisted' }
  | { kind: 'failed'; error: unknown; retry: () => void };

export function useLease(itemId: string | undefined, { list, items }: Rows): Lease {
  const project = useProject();
  const client = useQueryClient();
  const mayWrite = useMay('editor');
  const lease = useQuery({
    ...leaseQuery(project, itemId ?? ''),
    enabled: itemId !== undefined && mayWrite,
  });
  const refused = statusOf(lease.error);
  const isForeign = refused === 409;
  /** Also where it was lost since: what was known of it stays until another item is opened. */
  const wasTaken = mayWrite && lease.data !== undefined;
  const isMine = wasTaken && !isForeign && refused !== 404;
  useEffect(() => {
    if (!itemId || !wasTaken) return;
    const { queryKey } = leaseQuery(project, itemId);
    return hold(project, itemId, {
      left: () => client.removeQueries({ queryKey, exact: true }),
      released: () => client.invalidateQueries({ queryKey: queueKey(project) }),
      lost: () => client.invalidateQueries({ queryKey, exact: true }),
    });
  }, [client, project, itemId, wasTaken]);
  const { refetch } = lease;
  useEffect(() => {
    // It was given back when the page was left, and the browser brought the page back as it was.
    const onShow = (event: PageTransitionEvent) => event.persisted && isMine && refetch();
    addEventListener('pageshow', onShow);
    return () => removeEventListener('pageshow', onShow);
  }, [isMine, refetch]);
  useEffect(() => {
    // The list tells who it is.
    if (isForeign) client.invalidateQueries({ queryKey: queueKey(project) });
  }, [client, project, isForeign]);

  if (itemId === undefined) return { kind: 'none' };
  const listed = items.find((item) => item.itemId === itemId) ?? null;
  if (!mayWrite) {
    if (listed) return { kind: 'seen', item: listed, by: null };
    return { kind: list.isPending ? 'taking' : 'unlisted' };
  }
  if (isMine && lease.data) return { kind: 'mine', item: lease.data };
  if (isForeign) {
    return { kind: 'seen', item: listed ?? lease.data ?? null, by: listed?.leasedBy ?? '' };
  }
  if (refused === 404 || refused === 422) return { kind: 'gone', item: lease.data ?? null };
  if (lease.isError) return { kind: 'failed', error: lease.error, retry: () => lease.refetch() };
  return { kind: 'taking' };
}
