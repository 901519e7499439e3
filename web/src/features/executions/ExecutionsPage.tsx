import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useSettled } from '@/lib/debounce';
import { rememberList } from '@/lib/last-list';
import { ROOMY, useMedia } from '@/lib/media';
import { t } from '@/lib/strings';
import { Page } from '@/ui/Page';
import s from './executions.module.css';
import { FilterBar } from './filters/FilterBar';
import { useColumns } from './list/columns';
import { useListKeys } from './list/keys';
import { ListBody } from './list/ListBody';
import { ListStrip } from './list/ListStrip';
import { Preview } from './preview/Preview';
import { useExecutions, useListScope } from './queries';
import { useListSearch } from './search';

/** All executions: filters, the list, a preview beside it. */
export function ExecutionsPage({ tools }: { tools: ReactNode }) {
  const { search, change } = useListSearch();
  const scope = useListScope();
  const executions = useExecutions(scope);
  const columns = useColumns();
  useEffect(() => rememberList(search as Record<string, unknown>), [search]);
  const isRoomy = useMedia(ROOMY);
  const [selected, setSelected] = useState(search.preview);
  // Holding `j` moves faster than browsers let the address change.
  useSettled(selected, 200, (preview) => {
    if (preview !== search.preview) change({ preview }, true);
  });
  const select = useCallback((id: string | undefined) => setSelected(id), []);
  useListKeys({ rows: executions.rows, selected, select });
  const shown = executions.rows.find((row) => row.executionId === selected);

  return (
    <Page title={t.executions.title} tools={tools}>
      <FilterBar rows={executions.rows} />
      <div className={s.split}>
        <section className={s.list} aria-label={t.executions.tableLabel}>
          <ListStrip executions={executions} sort={String(scope.filter.sort)} columns={columns} />
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
