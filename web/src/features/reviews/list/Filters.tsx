import { X } from 'lucide-react';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import controls from '@/ui/controls.module.css';
import { Popover } from '@/ui/Popover';
import { SearchBox } from '@/ui/SearchBox';
import { valuesText } from '../model/filter-text';
import type { Rows } from '../queries';
import { type Field, fieldsOf, isNarrowed, NO_FILTERS, tabOf, useReviewSearch } from '../search';
import { AddFilter } from './AddFilter';
import s from './list.module.css';
import { ValuesEditor } from './ValuesEditor';

const words = t.reviews.filter;

export type Known = Pick<Rows, 'rows' | 'items'>;

/** What the list is narrowed by: text where there are reviews to search, and a chip for each field. */
export function Filters(known: Known) {
  const { search, change } = useReviewSearch();
  const tab = tabOf(search);
  return (
    <div className={s.filters}>
      {tab !== 'queue' && (
        <SearchBox
          className={s.search}
          label={words.search}
          given={search.q ?? ''}
          onSearch={(q) => change({ q })}
        />
      )}
      {fieldsOf(tab)
        .filter((field) => search[field])
        .map((field) => (
          <FilterChip key={field} field={field} known={known} />
        ))}
      <AddFilter {...known} />
      {isNarrowed(search) && (
        <Button look="ghost" small onClick={() => change(NO_FILTERS)}>
          {words.clear}
        </Button>
      )}
    </div>
  );
}

/** One filter, in words; a click changes it, the cross takes it away. */
function FilterChip({ field, known }: { field: Field; known: Known }) {
  const { search, change } = useReviewSearch();
  const name = words.fields[field];
  return (
    <span className={controls.chip}>
      <Popover
        label={words.edit(name)}
        width={240}
        triggerClass={controls.chipText}
        trigger={
          <>
            {name} <b>{valuesText(field, search[field] ?? [])}</b>
          </>
        }
      >
        {(close) => <ValuesEditor field={field} known={known} onDone={close} />}
      </Popover>
      <button
        type="button"
        className={controls.chipX}
        aria-label={words.remove(name)}
        onClick={() => change({ [field]: undefined })}
      >
        <X aria-hidden />
      </button>
    </span>
  );
}
