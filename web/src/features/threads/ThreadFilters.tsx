import { X } from 'lucide-react';
import { useRef, useState } from 'react';
import { cx } from '@/lib/cx';
import { useSettled } from '@/lib/debounce';
import { useShortcuts } from '@/lib/shortcuts';
import { t } from '@/lib/strings/en';
import controls from '@/ui/controls.module.css';
import { SearchField } from '@/ui/Field';
import { pageStyles } from '@/ui/Page';
import { Segmented } from '@/ui/Segmented';
import { FIELDS, STATUSES, useThreadSearch } from './search';
import s from './threads.module.css';

const ANY = 'any';

/** Text, status, and what a link brought along. */
export function ThreadFilters({ shown, more }: { shown: number | null; more: boolean }) {
  const { search, change } = useThreadSearch();
  return (
    <div className={cx(pageStyles.tools, s.filters)}>
      <SearchBox />
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

/** Searches as one types. */
function SearchBox() {
  const { search, change } = useThreadSearch();
  const given = search.search ?? '';
  const [text, setText] = useState(given);
  const [seen, setSeen] = useState(given);
  if (given !== seen) {
    // The address changed by itself: back, a link.
    setSeen(given);
    setText(given);
  }
  const input = useRef<HTMLInputElement>(null);
  useSettled(text.trim(), 300, (next) => {
    if (next === given) return;
    setSeen(next);
    change({ search: next || undefined });
  });
  useShortcuts({ '/': () => input.current?.focus() });
  return (
    <SearchField
      ref={input}
      className={s.search}
      label={t.threads.search}
      hint="/"
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => event.key === 'Escape' && input.current?.blur()}
    />
  );
}
