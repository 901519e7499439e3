import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { threadQuery } from '@/api/conversations';
import { refreshShort } from '@/api/refresh';
import type { Message } from '@/api/types';
import { useFallback, useLiveExecutions } from '@/lib/live-events';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { Button } from '../Button';
import { Caveat, Empty, Failure } from '../Notice';
import { Chat } from './Chat';
import { ChatSkeleton } from './ChatSkeleton';
import s from './chat.module.css';
import type { Find } from './find';
import type { Marked } from './Rows';

/** A thread as far as it was read: pages go from the newest executions back. */
export function useThread(threadId: string) {
  const client = useQueryClient();
  const project = useProject();
  const fallback = useFallback(project);
  const query = useInfiniteQuery({
    ...threadQuery(project, threadId),
    // Only the newest page is looked at again by itself.
    refetchInterval: ({ state }) => state.data?.pages.length === 1 && fallback,
  });
  const pages = query.data?.pages;
  const messages = useMemo(
    () => [...(pages ?? [])].reverse().flatMap((page) => page.messages),
    [pages],
  );
  const executions = useMemo(() => pages?.flatMap((page) => page.executions) ?? [], [pages]);
  useLiveExecutions(project, (items) => {
    // A new execution may be of any thread.
    const isOurs = items?.some(
      ({ isNew, traceId }) => isNew || executions.some((each) => each.traceId === traceId),
    );
    if (isOurs ?? true) refreshShort(client, ['thread', project, threadId]);
  });
  return { query, thread: pages?.[0], messages, executions };
}

type ThreadPages = ReturnType<typeof useThread>;

interface Shown {
  selected?: string;
  marked?: Marked;
  onOpen?: (message: Message) => void;
  find?: Find;
}

/** A thread as one long conversation over its executions. */
export function ThreadChat({ threadId, ...shown }: Shown & { threadId: string }) {
  const thread = useThread(threadId);
  const { query, messages } = thread;
  if (query.isPending) return <ChatSkeleton />;
  if (query.isError && messages.length === 0)
    return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (messages.length === 0 && !query.hasNextPage)
    return <Empty title={t.chat.none} text={t.chat.noneText} />;
  return <ThreadRead key={threadId} thread={thread} {...shown} />;
}

/** What was read of a thread, from its end, and the way to what was said before. */
export function ThreadRead({ thread, selected, ...shown }: Shown & { thread: ThreadPages }) {
  const { query, messages, executions } = thread;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  return (
    <>
      {query.data?.pages.some((page) => !page.complete) && <Caveat>{t.chat.incomplete}</Caveat>}
      <Chat
        {...shown}
        messages={messages}
        executions={executions}
        selected={selected}
        from="end"
        before={
          hasNextPage && (
            <div className={s.earlier}>
              <Button small disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
                {isFetchingNextPage ? `${t.chat.loadingEarlier}…` : t.chat.earlier}
              </Button>
            </div>
          )
        }
      />
    </>
  );
}
