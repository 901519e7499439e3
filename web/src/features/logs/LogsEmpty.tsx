import { t } from '@/lib/strings';
import { readRange } from '@/lib/time-range';
import { Button } from '@/ui/Button';
import { Empty } from '@/ui/Notice';
import { useLogSearch } from './search';

/** Nothing is there: because of the filters, of the time range, or because nothing was sent. */
export function LogsEmpty() {
  const { search, change } = useLogSearch();
  const isFiltered = Boolean(search.level ?? search.service ?? search.traceId);
  const range = readRange(search);
  const isAllTime = 'range' in range && range.range === 'all';
  return (
    <Empty
      title={isFiltered ? t.logs.noMatch : t.logs.emptyTitle}
      text={isFiltered ? t.logs.noMatchText : t.logs.emptyText}
    >
      {isFiltered && (
        <Button
          onClick={() => change({ level: undefined, service: undefined, traceId: undefined })}
        >
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
