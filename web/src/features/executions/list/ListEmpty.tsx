import { t } from '@/lib/strings';
import { readRange } from '@/lib/time-range';
import { Button } from '@/ui/Button';
import { Empty } from '@/ui/Notice';
import { FIELDS, isActive, NO_FILTERS } from '../model/filters';
import { useListSearch } from '../search';

/** Nothing is there: because of the filters, or of the time range. */
export function ListEmpty() {
  const { search, change } = useListSearch();
  const isFiltered = search.search !== undefined || FIELDS.some((field) => isActive(search, field));
  const range = readRange(search);
  const isAllTime = 'range' in range && range.range === 'all';
  const words = t.executions;
  return (
    <Empty
      title={isFiltered ? words.noMatch : words.nothingInRange}
      text={isFiltered ? words.noMatchText : words.nothingInRangeText}
    >
      {search.since && (
        <Button onClick={() => change({ since: undefined, until: undefined })}>
          {t.listing.clearSelection}
        </Button>
      )}
      {isFiltered && <Button onClick={() => change(NO_FILTERS)}>{words.clearFilters}</Button>}
      {!isAllTime && (
        <Button onClick={() => change({ range: 'all', from: undefined, to: undefined })}>
          {words.lookAtAll}
        </Button>
      )}
    </Empty>
  );
}
