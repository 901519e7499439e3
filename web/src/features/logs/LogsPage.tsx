// Log lines of all executions: what there is, when, and the lines themselves, also as they come.
import { ListFilter } from 'lucide-react';
import { type ReactNode, useCallback, useState } from 'react';
import type { LogScope } from '@/api/logs';
import { useLive } from '@/lib/live';
import { PHONE, useMedia } from '@/lib/media';
import { isBoolean, usePreference } from '@/lib/preference';
import { t } from '@/lib/strings';
import { readRange } from '@/lib/time-range';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import type { TimeSpan } from '@/ui/histogram/model/buckets';
import { KeyHints } from '@/ui/KeyHints';
import { Page, pageStyles } from '@/ui/Page';
import { ExportMenu } from './export/ExportMenu';
import { FacetList } from './facets/FacetList';
import { useFacets } from './facets/useFacets';
import { LogsHistogram } from './LogsHistogram';
import { ColumnsMenu } from './list/ColumnsMenu';
import { LogsBody } from './list/LogsBody';
import { StatLine } from './list/StatLine';
import { useColumns } from './list/useColumns';
import s from './logs.module.css';
import { type Condition, toggled } from './model/conditions';
import { useLogCounts, useLogList } from './queries';
import { QueryBox } from './query/QueryBox';
import { type LogAddress, useLogScope, useLogSearch } from './search';
import { TailControl } from './tail/TailControl';
import { useTail } from './tail/useTail';
import { LogViews } from './views/LogViews';

const keys = t.logs.keys;
const HINTS = [
  ['J K', keys.move],
  ['↵', keys.open],
  ['T', keys.execution],
  ['I X', keys.only],
  ['Space', keys.tail],
  ['?', keys.all],
] as const;

export function LogsPage({ tools }: { tools: ReactNode }) {
  const address = useLogSearch();
  const { search, conditions, change, setConditions } = address;
  const scope = useLogScope(address);
  const order = search.order ?? 'desc';
  const list = useLogList(scope, order);
  const counts = useLogCounts(scope);
  const facets = useFacets(scope, conditions);
  const columns = useColumns();
  const [isWrapped, setWrapped] = usePreference('logs.wrap', false, isBoolean);
  const { live, isFollowing, follow } = useLiveTail(
    address,
    scope,
    list.list.data?.pages[0]?.items,
  );

  const zoom = ({ from, to }: TimeSpan) => {
    const [start, end] = [from, to].map((time) => new Date(time).toISOString());
    change({ range: undefined, from: start, to: end, line: undefined, tail: undefined });
  };
  const ask = (condition: Condition) => setConditions(toggled(conditions, condition));
  return (
    <Page title={t.logs.title} tools={tools}>
      <div className={pageStyles.tools}>
        <QueryBox address={address} facets={facets.facets} />
        <FacetSheet>
          <FacetList facets={facets} onToggle={ask} />
        </FacetSheet>
        <LogViews address={address} />
        <TailControl live={live} isFollowing={isFollowing} onFollow={follow} />
      </div>
      <div className={s.split}>
        <aside className={`${s.facets} wide`} aria-label={t.logs.facets.title}>
          <FacetList facets={facets} onToggle={ask} />
        </aside>
        <section className={s.list} aria-label={t.logs.title}>
          <LogsHistogram counts={counts} onZoom={zoom} />
          <StatLine
            counts={counts}
            list={list}
            order={order}
            onOrder={(next) =>
              change({ order: next === 'asc' ? 'asc' : undefined, tail: undefined })
            }
            isWrapped={isWrapped}
            onWrap={setWrapped}
          >
            <ColumnsMenu columns={columns} facets={facets.facets} />
            <ExportMenu scope={scope} order={order} columns={columns.chosen} />
          </StatLine>
          <LogsBody
            // Other lines begin at the top, with none of them open but the one of the address.
            key={JSON.stringify([scope, order])}
            {...{ address, list, live, isFollowing, columns, isWrapped }}
            onFollow={follow}
          />
          <KeyHints hints={HINTS} />
        </section>
      </div>
    </Page>
  );
}

/** The tail of this page: it runs while the portal is live or somebody follows. */
function useLiveTail(
  address: LogAddress,
  scope: LogScope,
  firstPage: Parameters<typeof useTail>[0]['firstPage'],
) {
  const { search, change } = address;
  const isLive = useLive();
  const range = readRange(search);
  const canFollow = search.order !== 'asc' && 'range' in range;
  const isFollowing = search.tail === 'on' && canFollow;
  const live = useTail({
    scope,
    isOn: canFollow && (isLive || isFollowing),
    isFollowing,
    firstPage,
  });
  const follow = useCallback(
    (next: boolean) => {
      // A tail follows the newest lines: an absolute time or the oldest first would show none of them.
      const newest = { order: undefined, line: undefined };
      const time = canFollow ? {} : { from: undefined, to: undefined };
      change(next ? { tail: 'on', ...newest, ...time } : { tail: undefined }, { replace: true });
    },
    [change, canFollow],
  );
  return { live, isFollowing, follow };
}

/** The fields on a phone: a sheet over the list. */
function FacetSheet({ children }: { children: ReactNode }) {
  const isPhone = useMedia(PHONE);
  const [isOpen, setOpen] = useState(false);
  if (!isPhone) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <ListFilter className="ico" aria-hidden />
        {t.logs.facets.title}
      </Button>
      {isOpen && (
        <Dialog label={t.logs.facets.title} onClose={() => setOpen(false)}>
          <div className={s.sheet}>{children}</div>
          <footer className={s.sheetFoot}>
            <Button look="primary" onClick={() => setOpen(false)}>
              {t.logs.facets.close}
            </Button>
          </footer>
        </Dialog>
      )}
    </>
  );
}
