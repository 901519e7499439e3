import type { ReactNode } from 'react';
import { count } from '@/lib/format';
import { useProject } from '@/lib/project';
import { useMay } from '@/lib/role';
import { useShortcuts } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import { Page } from '@/ui/Page';
import { Tabs } from '@/ui/Tabs';
import { ExportDialog } from './export/ExportDialog';
import { ListColumn } from './list/ListColumn';
import { placeOf } from './model/rows';
import { useRows, useStats } from './queries';
import { StartBar } from './queue/StartBar';
import { StartPanel } from './queue/StartPanel';
import { useFlow } from './queue/useFlow';
import { useLease } from './queue/useLease';
import s from './reviews.module.css';
import { isNarrowed, PANES, tabOf, useReviewSearch } from './search';
import { StatsStrip } from './stats/StatsStrip';
import { useLayout } from './useLayout';
import { useFormPane } from './work/useFormPane';
import { useSubject } from './work/useSubject';
import { WorkArea } from './work/WorkArea';

interface ReviewsPageProps {
  /** The review that the address names. */
  reviewId: string | undefined;
  tools: ReactNode;
}

/** What waits for a reviewer and what was reviewed; one of them with its conversation and the form. */
export function ReviewsPage({ reviewId, tools }: ReviewsPageProps) {
  const { search, change } = useReviewSearch();
  const project = useProject();
  const mayWrite = useMay('editor');
  const stats = useStats();
  const lists = useRows();
  const { rows, list } = lists;
  const at = placeOf(rows, search.item, reviewId);
  const lease = useLease(search.item, lists);
  const flow = useFlow({ rows, at, itemId: lease.kind === 'mine' ? search.item : undefined });
  const work = useSubject(lease, reviewId);
  const isOpen = work.open.kind !== 'nothing';
  const { columns, pane } = useLayout(search, isOpen);
  const isQueue = tabOf(search) === 'queue';
  const waiting = stats.data?.waiting;
  const mayBegin = isQueue && !isOpen && mayWrite;
  useShortcuts({ n: flow.next }, mayBegin);
  const showForm = () => change({ pane: 'form' });
  useFormPane(isOpen && columns < 3 && pane === 'talk', showForm);

  const all =
    isNarrowed(search) || !isQueue ? (list.hasNextPage ? 0 : rows.length) : (waiting ?? 0);
  const inList = isNarrowed(search) ? (list.isSuccess ? rows.length : undefined) : waiting;
  const position = at >= 0 && all > 0 ? { at: at + 1, of: Math.max(all, at + 1) } : undefined;
  const showsStats = columns > 1 || pane === 'queue';
  const showsList = columns > 1 || pane === 'queue';
  const panes = PANES.filter((each) => columns === 1 || each !== 'queue');
  const tabs = (
    <Tabs
      label={t.reviews.panesLabel}
      value={pane}
      tabs={panes.map((id) => ({
        id,
        label: t.reviews.panes[id],
        count: id === 'queue' && waiting !== undefined ? count(waiting) : undefined,
      }))}
      onChange={(next) => change({ pane: next })}
    />
  );
  return (
    <Page title={t.reviews.title} tools={tools}>
      {showsStats && <StatsStrip stats={stats} />}
      {columns === 1 && tabs}
      <div className={s.split} data-columns={columns}>
        {showsList && (
          <ListColumn {...lists} stats={stats.data} openAt={at} isOwn={lease.kind === 'mine'} />
        )}
        {!isOpen && (columns > 1 || pane !== 'queue') && (
          <div className={s.start}>
            <StartPanel flow={flow} waiting={inList} isNew={stats.data?.total === 0} />
          </div>
        )}
        {isOpen && (columns > 1 || pane !== 'queue') && (
          <div className={s.work}>
            {columns === 2 && tabs}
            <WorkArea
              work={work}
              flow={flow}
              position={position}
              mayWrite={mayWrite}
              shows={columns === 3 ? 'both' : pane === 'form' ? 'form' : 'talk'}
              onShowForm={showForm}
            />
          </div>
        )}
      </div>
      {mayBegin && columns === 1 && pane === 'queue' && rows.length > 0 && <StartBar flow={flow} />}
      {search.export && (
        <ExportDialog project={project} onClose={() => change({ export: undefined })} />
      )}
    </Page>
  );
}
