import { type ReactNode, useCallback } from 'react';
import { PHONE, useMedia } from '@/lib/media';
import { useShortcuts } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import { KeyHints } from '@/ui/KeyHints';
import { Page } from '@/ui/Page';
import { OpenThread } from './OpenThread';
import { useThreads } from './queries';
import { useThreadSearch } from './search';
import { ThreadFilters } from './ThreadFilters';
import { ThreadList } from './ThreadList';
import s from './threads.module.css';

/** Too narrow for a list and a thread side by side. */
const NARROW = '(max-width: 1000px)';

/** All threads, and one of them as a long conversation beside the list. */
export function ThreadsPage({ tools }: { tools: ReactNode }) {
  const { search, change } = useThreadSearch();
  const { list, threads } = useThreads();
  const isNarrow = useMedia(NARROW);
  const isPhone = useMedia(PHONE);
  const open = useCallback(
    (thread: string | undefined) => change({ thread }, !isNarrow),
    [change, isNarrow],
  );
  useThreadKeys(threads, search.thread, open);
  const showsList = !isNarrow || search.thread === undefined;
  return (
    <Page title={t.threads.title} tools={tools}>
      {showsList && (
        <ThreadFilters shown={list.isSuccess ? threads.length : null} more={list.hasNextPage} />
      )}
      <div className={s.split}>
        {showsList && (
          <section className={s.list} aria-label={t.threads.listLabel}>
            <ThreadList list={list} threads={threads} isPhone={isPhone} onOpen={open} />
            <KeyHints hints={HINTS} />
          </section>
        )}
        {search.thread !== undefined && (
          <OpenThread
            key={search.thread}
            threadId={search.thread}
            isAlone={isNarrow}
            onClose={() => open(undefined)}
          />
        )}
      </div>
    </Page>
  );
}

/** `j` and `k` move, `e` goes to the next thread with errors, Escape closes. */
function useThreadKeys(
  threads: ReturnType<typeof useThreads>['threads'],
  current: string | undefined,
  open: (thread: string | undefined) => void,
) {
  const at = threads.findIndex(({ threadId }) => threadId === current);
  const move = (step: number) => {
    const next = at < 0 ? 0 : Math.max(0, Math.min(threads.length - 1, at + step));
    if (threads[next]) open(threads[next].threadId);
  };
  const nextError = () => {
    const after = [...threads.slice(at + 1), ...threads.slice(0, at + 1)];
    const failing = after.find(({ errorCount }) => errorCount > 0);
    if (failing) open(failing.threadId);
  };
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    e: nextError,
    Escape: () => open(undefined),
  });
}

const HINTS = [
  ['j k', t.threads.keys.move],
  ['e', t.threads.keys.error],
  ['/', t.threads.keys.search],
  ['esc', t.threads.keys.close],
] as const;
