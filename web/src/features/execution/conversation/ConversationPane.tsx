import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo } from 'react';
import type { ExecutionDetails, Message, MessagePage } from '@/api/types';
import { wordsOf } from '@/lib/pieces';
import { useReadOn } from '@/lib/read-on';
import { useShortcuts } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import { CopyButton } from '@/ui/CopyButton';
import { Chat } from '@/ui/chat/Chat';
import { ChatSkeleton } from '@/ui/chat/ChatSkeleton';
import { FindBox, useFind } from '@/ui/chat/FindBox';
import type { Find } from '@/ui/chat/find';
import { nameOf } from '@/ui/chat/Rows';
import { ThreadChat } from '@/ui/chat/ThreadChat';
import { Caveat, Empty, Failure } from '@/ui/Notice';
import { Segmented } from '@/ui/Segmented';
import { useExecutionSearch } from '../search';
import s from './conversation.module.css';
import { TurnPanel } from './TurnPanel';

type Messages = UseInfiniteQueryResult<InfiniteData<MessagePage>>;

interface ConversationPaneProps {
  details: ExecutionDetails;
  query: Messages;
  fetchedAt: number;
}

/** What was said in the execution, or in its whole thread; a click shows a message's trace. */
export function ConversationPane({ details, query, fetchedAt }: ConversationPaneProps) {
  const { execution } = details;
  const { search, change } = useExecutionSearch();
  const navigate = useNavigate();
  const messages = useMemo(
    () => query.data?.pages.flatMap((page) => page.items) ?? [],
    [query.data],
  );
  const selected = messages.find((message) => message.id === search.message);
  // A link may name a message further on.
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  const isMissing = search.message !== undefined && !selected && hasNextPage && !isFetching;
  useEffect(() => {
    if (isMissing && !isError) fetchNextPage();
  }, [isMissing, isError, fetchNextPage]);
  const open = useCallback(
    (message: Message) => {
      if (message.executionId === execution.executionId) change({ message: message.id });
      else
        navigate({
          to: '/executions/$executionId',
          params: { executionId: message.executionId },
          search: { tab: 'conversation', message: message.id },
        });
    },
    [change, navigate, execution.executionId],
  );
  const close = useCallback(() => change({ message: undefined }), [change]);
  const at = selected ? messages.indexOf(selected) : -1;
  const move = (step: 1 | -1) => {
    const next = messages[Math.max(0, Math.min(messages.length - 1, at + step))];
    if (next) change({ message: next.id });
  };
  const inTrace = (span: string) => change({ tab: 'trace', span, message: undefined });
  const keys = { Escape: close, j: () => move(1), k: () => move(-1) };
  useShortcuts(
    selected ? { ...keys, t: () => inTrace(selected.spanId) } : keys,
    search.all !== 'thread',
  );
  const finding = useFind();
  const isWhole = search.all === 'thread' && execution.threadId !== null;
  return (
    <div className={s.split}>
      <section className={s.conversation} aria-label={t.execution.tab.conversation}>
        <div className={s.head}>
          {execution.threadId !== null && (
            <Segmented
              label={t.chat.scopeLabel}
              value={isWhole ? 'thread' : 'execution'}
              options={[
                { value: 'execution', label: t.chat.thisExecution },
                { value: 'thread', label: t.chat.wholeThread },
              ]}
              onChange={(all) => change({ all: all === 'thread' ? 'thread' : undefined })}
            />
          )}
          <span className="grow" />
          <FindBox {...finding} />
          <CopyButton text={() => asText(messages)} label={t.chat.copy} />
        </div>
        {isWhole ? (
          <ThreadChat
            threadId={execution.threadId ?? ''}
            selected={selected && nameOf(selected)}
            onOpen={open}
            find={finding.find}
          />
        ) : (
          <Said
            query={query}
            messages={messages}
            selected={selected}
            find={finding.find}
            onOpen={open}
          />
        )}
      </section>
      {selected && (
        <TurnPanel
          details={details}
          fetchedAt={fetchedAt}
          message={selected}
          onClose={close}
          onOpen={inTrace}
        />
      )}
    </div>
  );
}

interface SaidProps {
  query: Messages;
  messages: readonly Message[];
  selected: Message | undefined;
  find: Find;
  onOpen: (message: Message) => void;
}

function Said({ query, messages, selected, find, onOpen }: SaidProps) {
  const { hasNextPage, isFetchNextPageError, fetchNextPage } = query;
  const readOn = useReadOn(query);
  // What is looked for may stand further on.
  const isLooking = find.text.trim() !== '';
  useEffect(() => {
    if (isLooking) readOn();
  }, [isLooking, readOn]);
  if (query.isPending) return <ChatSkeleton />;
  if (query.isError && messages.length === 0)
    return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (messages.length === 0) return <Empty title={t.chat.none} text={t.chat.noneText} />;
  return (
    <>
      {query.data?.pages.some((page) => !page.complete) && <Caveat>{t.chat.incomplete}</Caveat>}
      <Chat
        messages={messages}
        selected={selected && nameOf(selected)}
        onOpen={onOpen}
        from="start"
        find={find}
        onNearEnd={readOn}
        after={
          isFetchNextPageError ? (
            <Failure error={query.error} onRetry={() => fetchNextPage()} />
          ) : (
            hasNextPage && <p className={s.more}>{t.chat.loadingMore}…</p>
          )
        }
      />
    </>
  );
}

const asText = (messages: readonly Message[]) =>
  messages
    .map((message) => `${message.name ?? message.role}: ${wordsOf(message.content)}`)
    .join('\n\n');
