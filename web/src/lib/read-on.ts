// Lists that go on by themselves as they are scrolled.
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';

type Pages = Pick<
  UseInfiniteQueryResult,
  'hasNextPage' | 'isFetching' | 'isFetchNextPageError' | 'fetchNextPage'
>;

/** Reads the next page, if there is one to read. One that failed is asked for again by hand only. */
export function useReadOn({ hasNextPage, isFetching, isFetchNextPageError, fetchNextPage }: Pages) {
  return useCallback(() => {
    if (hasNextPage && !isFetching && !isFetchNextPageError) fetchNextPage();
  }, [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);
}
