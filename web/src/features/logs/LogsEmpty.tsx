import { t } from '@/lib/strings';
import { readRange } from '@/lib/time-range';
import { Button } from '@/ui/Button';
import { Empty } from '@/ui/Notice';
import type { LogAddress } from './search';

/** Nothing is there: because of the conditions, of the time range, or because nothing was sent. */
export function LogsEmpty({ address }: { address: LogAddress }) {
  const { search, conditions, change, setConditions } = address;
  const isFiltered = conditions.length > 0 || search.search !== undefined;
  const range = readRange(search);
  const isAllTime = 'range' in range && range.range === 'all';
  return (
    <Empty
      title={isFiltered ? t.logs.noMatch : t.logs.emptyTitle}
      text={isFiltered ? t.logs.noMatchText : t.logs.emptyText}
    >
      {isFiltered && (
        <Button onClick={() => setConditions([], { search: undefined })}>
          {t.logs.clearFilters}
        </Button>
      )}
      {!isAllTime && (
        <Button onClick={() => change({ range: 'all', from: undefined, to: undefined })}>
          {t.logs.lookAtAll}
        </Button>
      )}
    </Empty>
  );
}
