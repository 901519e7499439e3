import { useEffect } from 'react';
import type { Message } from '@/api/types';
import { useReadOn } from '@/lib/read-on';
import { Chat } from '@/ui/chat/Chat';
import { ChatSkeleton } from '@/ui/chat/ChatSkeleton';
import type { Marked } from '@/ui/chat/Rows';
import { ThreadRead, useThread } from '@/ui/chat/ThreadChat';

/** Pages of a thread, from its end, that are read in search of the execution. */
const MOST_PAGES = 10;

interface ThreadTalkProps {
  threadId: string;
  executionId: string;
  /** What was said in the execution alone. */
  messages: readonly Message[];
  marked: Marked;
}

/** The whole thread around the execution; the execution alone where the thread goes on for too long. */
export function ThreadTalk({ threadId, executionId, messages, marked }: ThreadTalkProps) {
  const thread = useThread(threadId);
  const { query, messages: all, executions } = thread;
  const { hasNextPage, isError, isPending } = query;
  const readOn = useReadOn(query);
  const isFound = all.some((each) => each.executionId === executionId);
  const mayFind = !isFound && hasNextPage && (query.data?.pages.length ?? 0) < MOST_PAGES;
  useEffect(() => {
    if (mayFind) readOn();
  }, [mayFind, readOn]);
  if (isPending || (mayFind && !isError)) return <ChatSkeleton />;
  if (!isFound) {
    const own = executions.filter((each) => each.executionId === executionId);
    return (
      <Chat
        messages={messages}
        executions={own}
        selected={undefined}
        marked={marked}
        from="start"
      />
    );
  }
  return <ThreadRead thread={thread} marked={marked} />;
}
