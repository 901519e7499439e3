import type { ReactNode } from 'react';
import { briefTime } from '@/lib/format';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Bone } from '@/ui/Notice';
import { Segmented } from '@/ui/Segmented';
import s from '../logs.module.css';
import type { LogCounts, LogList } from '../queries';

interface StatLineProps {
  counts: LogCounts;
  list: LogList;
  order: 'desc' | 'asc';
  onOrder: (order: 'desc' | 'asc') => void;
  isWrapped: boolean;
  onWrap: (isWrapped: boolean) => void;
  /** Columns and export. */
  children: ReactNode;
}

/** How many lines there are and how far they were searched for; how they are shown. */
export function StatLine({
  counts,
  list,
  order,
  onOrder,
  isWrapped,
  onWrap,
  children,
}: StatLineProps) {
  return (
    <div className={s.stat}>
      <Total counts={counts} />
      <Searched counts={counts} list={list} />
      <span className="grow" />
      <Segmented
        label={t.logs.order}
        className="wide"
        value={order}
        options={[
          { value: 'desc', label: t.logs.newest },
          { value: 'asc', label: t.logs.oldest },
        ]}
        onChange={onOrder}
      />
      <Button
        look="ghost"
        small
        className="wide"
        aria-pressed={isWrapped}
        onClick={() => onWrap(!isWrapped)}
      >
        {t.logs.wrap}
      </Button>
      {children}
    </div>
  );
}

function Total({ counts: { count, query } }: { counts: LogCounts }) {
  if (!count) return query.isPending ? <Bone width={80} /> : null;
  const [figure, ...words] = t.logs.lines(count.total).split(' ');
  return (
    <span className="num" data-stale={query.isPlaceholderData || undefined}>
      <b>
        {figure}
        {count.until !== null && '+'}
      </b>{' '}
      {words.join(' ')}
    </span>
  );
}

/** What a search cut off by its deadline looked at, and the way on. */
function Searched({
  counts: { count, query, searched },
  list,
}: Pick<StatLineProps, 'counts' | 'list'>) {
  if (!count?.until) return null;
  const until = briefTime(count.until);
  const isBusy = query.isFetchingNextPage;
  const goOn = () => {
    query.fetchNextPage();
    if (list.cutAt) list.goOn();
  };
  return (
    <>
      <span className="clip">
        {searched
          ? t.logs.searched(searched.done, searched.whole, until)
          : t.logs.searchedTo(until)}
      </span>
      {searched && (
        <progress
          className={s.bar}
          max={searched.whole}
          value={searched.done}
          aria-label={t.logs.counting}
        />
      )}
      <button type="button" className={s.go} disabled={isBusy} onClick={goOn}>
        {isBusy ? t.logs.continuing : t.logs.continue}
      </button>
    </>
  );
}
