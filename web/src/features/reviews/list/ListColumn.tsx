import { count } from '@/lib/format';
import { t } from '@/lib/strings';
import { KeyHints } from '@/ui/KeyHints';
import { Segmented } from '@/ui/Segmented';
import type { Rows, Stats } from '../queries';
import { TABS, type Tab, tabOf, useReviewSearch } from '../search';
import { Filters } from './Filters';
import s from './list.module.css';
import { RowList } from './RowList';

const words = t.reviews;

interface ListColumnProps extends Rows {
  stats: Stats['data'];
  openAt: number;
  isOwn: boolean;
}

/** What waits, is in progress, or was done: one list at a time, narrowed by filters. */
export function ListColumn({ list, items, rows, stats, openAt, isOwn }: ListColumnProps) {
  const { search, change } = useReviewSearch();
  const tab = tabOf(search);
  const counts: Partial<Record<Tab, number>> = {
    queue: stats?.waiting,
    in_progress: stats?.byStatus.in_progress,
  };
  return (
    <section className={s.column} aria-label={words.list.label}>
      <div className={s.head}>
        <Segmented
          className={s.tabs}
          label={words.list.tabs}
          value={tab}
          options={TABS.map((value) => ({
            value,
            label: words.tabs[value],
            count: counts[value] === undefined ? undefined : count(counts[value]),
          }))}
          onChange={(next) => change({ tab: next === 'queue' ? undefined : next }, false)}
        />
      </div>
      <Filters rows={rows} items={items} />
      <RowList key={tab} list={list} rows={rows} openAt={openAt} isOwn={isOwn} />
      <KeyHints
        hints={tab === 'queue' ? HINTS : [...HINTS.slice(0, 3), ['/', words.list.keys.search]]}
      />
    </section>
  );
}

const HINTS = [
  ['J K', words.list.keys.move],
  ['↵', words.list.keys.open],
  ['F', words.list.keys.filter],
  ['?', words.list.keys.all],
] as const;
