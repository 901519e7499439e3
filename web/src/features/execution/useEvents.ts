import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { executionEventsQuery } from '@/api/events';

/** Pages of events that are read for the marks on a trace's time axis; the list reads on by itself. */
const MARKED_PAGES = 10;

/** The business events of an execution; as many as have marks where `isMarked`. */
export function useEvents(project: string, id: string, isMarked: boolean) {
  const query = useInfiniteQuery(executionEventsQuery(project, id));
  const { data, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query;
  const pages = data?.pages.length ?? 0;
  const wantsMore = isMarked && hasNextPage && pages < MARKED_PAGES;
  useEffect(() => {
    if (wantsMore && !isFetching && !isFetchNextPageError) fetchNextPage();
  }, [wantsMore, isFetching, isFetchNextPageError, fetchNextPage]);
  return query;
}
