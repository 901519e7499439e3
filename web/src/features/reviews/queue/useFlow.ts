// How work goes on: what is saved or skipped makes way for the next of the queue, or of the list.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { type QueueItem, type Review, reviewsKey, skipItem, takeNext } from '@/api/reviews';
import { explain } from '@/lib/problem';
import { useProject } from '@/lib/project';
import { say } from '@/lib/say';
import { goesAfter, type Row } from '../model/rows';
import { ADDRESS, queueFilter, tabOf, useReviewSearch } from '../search';
import { giveBack, letGo } from './hold';
import { leaseQuery } from './useLease';

interface Place {
  rows: readonly Row[];
  /** Where what is open stands among them. */
  at: number;
  itemId: string | undefined;
}

export function useFlow({ rows, at, itemId }: Place) {
  const project = useProject();
  const client = useQueryClient();
  const navigate = useNavigate({ from: ADDRESS });
  const router = useRouter();
  const { search } = useReviewSearch();
  const [isTaking, setTaking] = useState(false);
  /** What was asked for when nothing was left, but what the person skipped. */
  const [ended, setEnded] = useState<{ asked: string; left: number } | null>(null);
  const isQueue = tabOf(search) === 'queue';
  const filter = queueFilter(search);
  const asked = JSON.stringify(filter);

  /** What the address names: the page, the list, and what is open. */
  const where = () => {
    const { pathname, search } = router.state.location;
    const { project: of, tab, item } = search as { project?: string; tab?: string; item?: string };
    return { at: JSON.stringify([pathname, of, tab, item]), item };
  };

  const refresh = () => client.invalidateQueries({ queryKey: reviewsKey(project) });

  const show = (reviewId: string | null, item: string | null) =>
    navigate({
      to: '/reviews/{-$reviewId}',
      params: { reviewId: reviewId ?? undefined },
      search: (old) => ({ ...old, item: item ?? undefined, pane: undefined }),
    });
  const close = () => show(null, null);

  const take = (item: QueueItem) => {
    client.setQueryData(leaseQuery(project, item.itemId).queryKey, item);
    show(item.reviewId ?? null, item.itemId);
  };

  /** Takes what comes next, as the list is narrowed. */
  const next = async () => {
    if (isTaking) return;
    setTaking(true);
    const { at: from } = where();
    try {
      const { item, waiting } = await takeNext(project, filter);
      setEnded(item ? null : { asked, left: waiting });
      const now = where();
      if (now.at === from) {
        if (item) take(item);
        else close();
      } else if (item && item.itemId !== now.item) {
        // The person went elsewhere while it came: nobody is led back to it.
        await giveBack(project, item.itemId).catch(() => undefined);
      }
    } catch (error) {
      say(explain(error), 'error');
      if (where().at === from) close();
    } finally {
      setTaking(false);
      refresh();
    }
  };

  /** What was open is done with. */
  const goOn = (review?: Review) => {
    if (itemId) letGo(project, itemId);
    if (isQueue) return next();
    const row = goesAfter(rows, at);
    if (row) show(row.reviewId, row.itemId);
    // The item is gone, its review stays.
    else if (review && itemId) show(review.reviewId, null);
    return refresh();
  };

  const skip = async () => {
    if (!itemId || isTaking) return;
    const { at: from } = where();
    try {
      await skipItem(project, itemId);
    } catch (error) {
      say(explain(error), 'error');
      return;
    }
    if (where().at === from) goOn();
    else refresh();
  };

  const deleted = () => {
    if (isQueue || goesAfter(rows, at)) return goOn();
    close();
    return refresh();
  };

  /** Null while there may be more to take. */
  const left = ended?.asked === asked ? ended.left : null;
  return { isTaking, left, next, saved: goOn, skip, deleted, close };
}

export type Flow = ReturnType<typeof useFlow>;
