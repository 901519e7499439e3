import { X } from 'lucide-react';
import { cx } from '@/lib/cx';
import { t } from '@/lib/strings';
import controls from '@/ui/controls.module.css';
import { pageStyles } from '@/ui/Page';
import { SearchBox } from '@/ui/SearchBox';
import { Segmented } from '@/ui/Segmented';
import { FIELDS, STATUSES, useThreadSearch } from './search';
import s from './threads.module.css';

const ANY = 'any';

/** Text, status, and what a link brought along. */
export function ThreadFilters({ shown, more }: { shown: number | null; more: boolean }) {
  const { search, change } = useThreadSearch();
  return (
    <div className={cx(pageStyles.tools, s.filters)}>
      <SearchBox
        className={s.search}
        label={t.threads.search}
        given={search.search ?? ''}
        onSearch={(text) => change({ search: text })}
      />
      <Segmented
        label={t.threads.statusLabel}
        value={search.status ?? ANY}
        options={[
          { value: ANY, label: t.threads.anyStatus },
          ...STATUSES.map((status) => ({ value: status, label: t.status[status] })),
        ]}
        onChange={(next) => change({ status: STATUSES.find((each) => each === next) })}
      />
      {FIELDS.map(
        (field) =>
          search[field] && (
            <span key={field} className={controls.chip}>
              <span className={controls.chipText}>
                {t.threads.filter[field]} <b>{search[field]}</b>
              </span>
              <button
                type="button"
                className={controls.chipX}
                aria-label={t.threads.removeFilter(t.threads.filter[field])}
                onClick={() => change({ [field]: undefined })}
              >
                <X aria-hidden />
              </button>
            </span>
          ),
      )}
      <span className="grow" />
      {shown !== null && <span className="num dim wide">{t.threads.shown(shown, more)}</span>}
    </div>
  );
}
