import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useReadOn } from '@/lib/read-on';
import { useShortcuts } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import { Bone, Failure } from '@/ui/Notice';
import type { Rows } from '../queries';
import { tabOf, useReviewSearch } from '../search';
import { ListEmpty } from './ListEmpty';
import s from './list.module.css';
import { ReviewRow } from './ReviewRow';
import { useCursor } from './useCursor';

/** As high as a row is drawn. */
export const ROW = 78;
const BONES = [0, 1, 2, 3, 4, 5, 6, 7];

interface RowListProps extends Pick<Rows, 'list' | 'rows'> {
  openAt: number;
  /** The person has the item that is open. */
  isOwn: boolean;
}

/** A virtual list that reads on as it is scrolled; `openAt` is the row whose review is open. */
export function RowList({ list, rows, openAt, isOwn }: RowListProps) {
  const { search } = useReviewSearch();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => rows[index].key,
    overscan: 8,
  });
  const cursor = useCursor(rows, openAt, (index) => virtual.scrollToIndex(index));
  useShortcuts({ j: () => cursor.move(1), k: () => cursor.move(-1), Enter: cursor.open });
  useEffect(() => {
    if (openAt >= 0) virtual.scrollToIndex(openAt);
  }, [virtual, openAt]);
  const items = virtual.getVirtualItems();
  const readOn = useReadOn(list);
  const isNearEnd = (items.at(-1)?.index ?? 0) > rows.length - 12;
  useEffect(() => {
    if (isNearEnd) readOn();
  }, [isNearEnd, readOn]);
  return (
    <div ref={scroller} className={s.scroll}>
      {rows.length > 0 && (
        <ul
          className={s.rows}
          style={{ height: virtual.getTotalSize() }}
          aria-label={t.reviews.tabs[tabOf(search)]}
        >
          {items.map(({ index, key, start }) => (
            <ReviewRow
              key={key}
              row={rows[index]}
              index={index}
              top={start}
              isOpen={index === openAt}
              isOwn={isOwn && index === openAt}
              cursorRef={index === cursor.at ? cursor.ref : undefined}
            />
          ))}
        </ul>
      )}
      {list.isPending && <Skeleton />}
      {list.isError && rows.length === 0 && (
        <Failure error={list.error} onRetry={() => list.refetch()} />
      )}
      {list.isSuccess && rows.length === 0 && <ListEmpty />}
      {list.isFetchingNextPage && <p className={s.more}>{t.reviews.list.readingOn}…</p>}
      {list.isFetchNextPageError && (
        <Failure error={list.error} onRetry={() => list.fetchNextPage()} />
      )}
    </div>
  );
}

const Skeleton = () => (
  <div role="status" aria-busy aria-label={t.loading}>
    {BONES.map((row) => (
      <div key={row} className={s.bones} style={{ height: ROW }}>
        <Bone width={`${52 + ((row * 17) % 36)}%`} />
        <Bone width={`${28 + ((row * 11) % 20)}%`} />
        <Bone width={`${40 + ((row * 7) % 15)}%`} />
      </div>
    ))}
  </div>
);
