import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { Thread } from '@/api/types';
import { useReadOn } from '@/lib/read-on';
import { t } from '@/lib/strings';
import { readRange } from '@/lib/time-range';
import { Button } from '@/ui/Button';
import { Bone, Empty, Failure } from '@/ui/Notice';
import type { useThreads } from './queries';
import { isFiltered, NO_FILTERS, useThreadSearch } from './search';
import { ThreadHead, ThreadRow } from './ThreadRow';
import s from './threads.module.css';

const ROW = 55;
const PHONE_ROW = 95;
const HEAD = 30;
const BONES = Array.from({ length: 14 }, (_, index) => index);

interface ThreadListProps {
  list: ReturnType<typeof useThreads>['list'];
  threads: readonly Thread[];
  isPhone: boolean;
  onOpen: (threadId: string) => void;
}

/** A virtual list that reads on as it is scrolled. */
export function ThreadList({ list, threads, isPhone, onOpen }: ThreadListProps) {
  const { search } = useThreadSearch();
  const scroller = useRef<HTMLDivElement>(null);
  const height = isPhone ? PHONE_ROW : ROW;
  const virtual = useVirtualizer({
    count: threads.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => threads[index].threadId,
    scrollPaddingStart: isPhone ? 0 : HEAD,
    overscan: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new height means new places
  useEffect(() => virtual.measure(), [virtual, height]);
  const at = threads.findIndex(({ threadId }) => threadId === search.thread);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at);
  }, [virtual, at]);
  const items = virtual.getVirtualItems();
  const readOn = useReadOn(list);
  const isNearEnd = (items.at(-1)?.index ?? 0) > threads.length - 15;
  useEffect(() => {
    if (isNearEnd) readOn();
  }, [isNearEnd, readOn]);
  return (
    <div ref={scroller} className={s.scroll}>
      <div role="grid" aria-label={t.threads.listLabel} aria-rowcount={threads.length + 1}>
        {!isPhone && <ThreadHead />}
        <div role="rowgroup" className={s.rows} style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, key, start }) => (
            <ThreadRow
              key={key}
              thread={threads[index]}
              index={index}
              top={start}
              isSelected={index === at}
              onOpen={onOpen}
            />
          ))}
        </div>
      </div>
      {list.isPending && <Skeleton height={height} />}
      {list.isError && threads.length === 0 && (
        <Failure error={list.error} onRetry={() => list.refetch()} />
      )}
      {list.isSuccess && threads.length === 0 && <Nothing />}
      {list.isFetchingNextPage && <p className={s.more}>{t.threads.loadingMore}…</p>}
      {list.isFetchNextPageError && (
        <Failure error={list.error} onRetry={() => list.fetchNextPage()} />
      )}
    </div>
  );
}

/** Nothing is there: because of the filters, of the time range, or because none was ever sent. */
function Nothing() {
  const { search, change } = useThreadSearch();
  const filtered = isFiltered(search);
  const range = readRange(search);
  const isAllTime = 'range' in range && range.range === 'all';
  return (
    <Empty
      title={filtered ? t.threads.noMatch : t.threads.empty}
      text={filtered ? t.threads.noMatchText : t.threads.emptyText}
    >
      {filtered && <Button onClick={() => change(NO_FILTERS)}>{t.threads.clear}</Button>}
      {!isAllTime && (
        <Button onClick={() => change({ range: 'all', from: undefined, to: undefined })}>
          {t.threads.lookAtAll}
        </Button>
      )}
    </Empty>
  );
}

const Skeleton = ({ height }: { height: number }) => (
  <div role="status" aria-busy aria-label={t.loading}>
    {BONES.map((row) => (
      <div key={row} className={s.bones} style={{ height }}>
        <Bone width={`${12 + ((row * 7) % 9)}%`} />
        <Bone width={`${30 + ((row * 29) % 35)}%`} />
      </div>
    ))}
  </div>
);
