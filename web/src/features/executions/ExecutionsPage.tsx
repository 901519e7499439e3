import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useSettled } from '@/lib/debounce';
import { rememberList } from '@/lib/last-list';
import { ROOMY, useMedia } from '@/lib/media';
import { t } from '@/lib/strings';
import { sumOf, type TimeSpan } from '@/ui/histogram/model/buckets';
import { Page } from '@/ui/Page';
import s from './executions.module.css';
import { FilterBar } from './filters/FilterBar';
import { useColumns } from './list/columns';
import { useListKeys } from './list/keys';
import { ListBody } from './list/ListBody';
import { ListStrip } from './list/ListStrip';
import { Preview } from './preview/Preview';
import { useExecutions, useListScope, useVolume, type VolumeQuery } from './queries';
import { useListSearch } from './search';
import { useSelection } from './selection';
import { ViewTabs } from './views/ViewTabs';
import { Volume } from './volume/Volume';

/** How many the list has, from what was counted over time. */
function countOf({ volume, data, isPlaceholderData }: VolumeQuery, selection: TimeSpan | null) {
  if (!volume?.complete || !data || isPlaceholderData) return null;
  const { total, counts } = selection ? sumOf(data, selection) : volume;
  return { total, errors: counts.error ?? 0, isSelection: selection !== null };
}

/** All executions: filters, the list, a preview beside it. */
export function ExecutionsPage({ tools }: { tools: ReactNode }) {
  const { search, change } = useListSearch();
  const { scope, whole } = useListScope();
  const executions = useExecutions(scope);
  const volume = useVolume(whole);
  const selection = useSelection();
  const columns = useColumns();
  useEffect(() => rememberList(search as Record<string, unknown>), [search]);
  const isRoomy = useMedia(ROOMY);
  const [selected, setSelected] = useState(search.preview);
  // Holding `j` moves faster than browsers let the address change.
  useSettled(selected, 200, (preview) => {
    if (preview !== search.preview) change({ preview }, true);
  });
  const select = useCallback((id: string | undefined) => setSelected(id), []);
  useListKeys({ rows: executions.rows, selected, select, span: selection });
  const shown = executions.rows.find((row) => row.executionId === selected);

  return (
    <Page title={t.executions.title} tools={tools}>
      <ViewTabs whole={whole} />
      <FilterBar rows={executions.rows} />
      <Volume volume={volume} selection={selection} />
      <div className={s.split}>
        <section className={s.list} aria-label={t.executions.tableLabel}>
          <ListStrip
            executions={executions}
            scope={scope}
            columns={columns}
            counted={countOf(volume, selection.selection)}
          />
          <ListBody
            executions={executions}
            columns={columns.chosen}
            selected={selected}
            onSelect={isRoomy ? select : undefined}
          />
        </section>
        {isRoomy && shown && <Preview execution={shown} onClose={() => select(undefined)} />}
      </div>
    </Page>
  );
}
