import { useInfiniteQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useProject } from '@/lib/project';
import { useReadOn } from '@/lib/read-on';
import { t } from '@/lib/strings';
import { readRange } from '@/lib/time-range';
import { Button, buttonClass } from '@/ui/Button';
import { Card, SheetHead, Waiting } from '../frame/Sheet';
import { AuditFilters } from './AuditFilters';
import { AuditRow } from './AuditRow';
import s from './audit.module.css';
import { auditQuery, exportAddress } from './queries';
import { NO_AUDIT_FILTERS, useAuditSearch } from './search';
import { useNearEnd } from './useNearEnd';

const words = t.audit;

/** Who did what, when, from where, and what it changed. */
export function AuditPage() {
  const project = useProject();
  const { search, change } = useAuditSearch();
  const list = useInfiniteQuery(auditQuery(project, search));
  const end = useNearEnd(useReadOn(list));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <SheetHead title={t.settings.pages.audit} intro={words.intro}>
        <a className={buttonClass()} href={exportAddress(project, search)} download="audit.csv">
          <Download className="ico" aria-hidden />
          {words.export}
        </a>
      </SheetHead>
      <Card flush>
        <AuditFilters />
        {!list.data && <Waiting query={list} rows={8} />}
        {list.data && items.length === 0 && <AuditEmpty />}
        <ul className={s.list} aria-label={words.list}>
          {items.map((entry) => (
            <AuditRow
              key={entry.id}
              entry={entry}
              showsProject={search.scope === 'all'}
              onFilter={change}
            />
          ))}
        </ul>
        <div ref={end} className={s.end}>
          {list.isFetchingNextPage && t.loading}
          {list.isFetchNextPageError && !list.isFetchingNextPage && (
            <Button small onClick={() => list.fetchNextPage()}>
              {t.errors.retry}
            </Button>
          )}
          {list.isSuccess && !list.hasNextPage && items.length > 0 && words.end}
        </div>
      </Card>
    </>
  );
}

/** Nothing is there: for the filters, or for the time. */
function AuditEmpty() {
  const { search, change } = useAuditSearch();
  const isFiltered = Boolean(search.action ?? search.actor ?? search.target);
  const range = readRange(search);
  const isAllTime = 'range' in range && range.range === 'all';
  return (
    <div className={s.empty}>
      <p>{isFiltered ? words.noMatch : words.none}</p>
      <span>
        {isFiltered && <Button onClick={() => change(NO_AUDIT_FILTERS)}>{words.clear}</Button>}
        {!isAllTime && (
          <Button onClick={() => change({ range: 'all', from: undefined, to: undefined })}>
            {words.lookAtAll}
          </Button>
        )}
      </span>
    </div>
  );
}
