import type { Execution } from '@/api/types';
import { cx } from '@/lib/cx';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { pageStyles } from '@/ui/Page';
import { SearchBox } from '@/ui/SearchBox';
import s from '../executions.module.css';
import { FIELDS, isActive, NO_FILTERS } from '../model/filters';
import { useListSearch } from '../search';
import { AddFilter } from './AddFilter';
import { FilterChip } from './FilterChip';

/** What the list is narrowed by: text, and a chip for each field. */
export function FilterBar({ rows }: { rows: readonly Execution[] }) {
  const { search, change } = useListSearch();
  const active = FIELDS.filter((field) => isActive(search, field));
  return (
    <div className={cx(pageStyles.tools, s.filters)}>
      <SearchBox
        className={s.searchBox}
        label={t.executions.search}
        given={search.search ?? ''}
        onSearch={(text) => change({ search: text }, true)}
      />
      {active.map((field) => (
        <FilterChip key={field} field={field} rows={rows} />
      ))}
      <AddFilter rows={rows} />
      {(active.length > 0 || search.search) && (
        <>
          <span className={cx(s.sep, 'wide')} />
          <Button look="ghost" small onClick={() => change(NO_FILTERS)}>
            {t.executions.clear}
          </Button>
        </>
      )}
    </div>
  );
}
