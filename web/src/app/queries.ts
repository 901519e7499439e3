import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/api/client';
import { sessionQuery } from '@/api/session';

const isRefusal = (error: unknown) =>
  error instanceof ApiError && error.status >= 400 && error.status < 500;

/** A session that ended shows itself in whichever query comes next: the gate then asks for a new one. */
function noticeEnd(error: unknown, key: readonly unknown[]) {
  if (!(error instanceof ApiError) || error.status !== 401 || key[0] === 'session') return;
  queryClient.resetQueries({ queryKey: sessionQuery.queryKey });
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, query) => noticeEnd(error, query.queryKey) }),
  defaultOptions: {
    queries: {
      // What the server refuses, it refuses again.
      retry: (failures, error) => !isRefusal(error) && failures < 2,
      refetchOnWindowFocus: false,
    },
  },
});
