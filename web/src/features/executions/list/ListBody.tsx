import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { PHONE, useMedia } from '@/lib/media';
import { useReadOn } from '@/lib/read-on';
import { useSize } from '@/lib/size';
import { t } from '@/lib/strings';
import { Failure } from '@/ui/Notice';
import s from '../executions.module.css';
import { fitColumns, gridTemplate } from '../model/columns';
import { durationScale } from '../model/scale';
import type { useExecutions } from '../queries';
import { ListEmpty } from './ListEmpty';
import { ListHead } from './ListHead';
import { ListRow, PhoneRow } from './ListRow';
import { ListSkeleton } from './ListSkeleton';

const ROW = 32;
const PHONE_ROW = 59;
const HEAD = 30;

interface ListBodyProps {
  executions: ReturnType<typeof useExecutions>;
  columns: readonly string[];
  selected: string | undefined;
  /** Shows an execution beside the list; without it, a row opens. */
  onSelect?: (id: string) => void;
}

/** The table: a virtual list that reads on as it is scrolled. */
export function ListBody({ executions, columns, selected, onSelect }: ListBodyProps) {
  const { rows, list } = executions;
  const scroller = useRef<HTMLDivElement>(null);
  const { width } = useSize(scroller);
  const isPhone = useMedia(PHONE);
  const height = isPhone ? PHONE_ROW : ROW;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index].executionId,
    scrollPaddingStart: isPhone ? 0 : HEAD,
    overscan: 12,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new height means new places
  useEffect(() => virtual.measure(), [virtual, height]);
  useKeepInSight(
    virtual,
    rows.findIndex((row) => row.executionId === selected),
  );
  const items = virtual.getVirtualItems();
  // The next page is read before the end of this one is reached.
  const readOn = useReadOn(list);
  const isNearEnd = (items.at(-1)?.index ?? 0) > rows.length - 20;
  useEffect(() => {
    if (isNearEnd) readOn();
  }, [isNearEnd, readOn]);

  const fitting = fitColumns(columns, width);
  const template = gridTemplate(fitting);
  const scale = useMemo(() => durationScale(rows), [rows]);
  const Row = isPhone ? PhoneRow : ListRow;
  return (
    <div ref={scroller} className={s.scroll}>
      <div role="grid" aria-label={t.executions.tableLabel} aria-rowcount={rows.length + 1}>
        {!isPhone && <ListHead columns={fitting} template={template} />}
        <div role="rowgroup" className={s.rows} style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, key, start }) => (
            <Row
              key={key}
              execution={rows[index]}
              index={index}
              top={start}
              columns={fitting}
              template={template}
              scale={scale}
              isSelected={rows[index].executionId === selected}
              onSelect={onSelect}
            />
          ))}
        </div>
      </div>
      {list.isPending && <ListSkeleton columns={fitting} template={template} isPhone={isPhone} />}
      {list.isError && rows.length === 0 && (
        <Failure error={list.error} onRetry={() => list.refetch()} />
      )}
      {list.isSuccess && rows.length === 0 && <ListEmpty />}
      {list.isFetchingNextPage && <p className={s.more}>{t.executions.loadingMore}…</p>}
      {list.isFetchNextPageError && (
        <Failure error={list.error} onRetry={() => list.fetchNextPage()} />
      )}
    </div>
  );
}

type Virtual = ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>;

/** The row that the keyboard is on stays in sight. */
function useKeepInSight(virtual: Virtual, at: number) {
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at);
  }, [virtual, at]);
}
