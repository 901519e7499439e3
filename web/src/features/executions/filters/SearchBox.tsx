import { useRef, useState } from 'react';
import { useSettled } from '@/lib/debounce';
import { useShortcuts } from '@/lib/shortcuts';
import { t } from '@/lib/strings/en';
import { SearchField } from '@/ui/Field';
import s from '../executions.module.css';
import { useListSearch } from '../search';

/** Searches as one types. */
export function SearchBox() {
  const { search, change } = useListSearch();
  const given = search.search ?? '';
  const [text, setText] = useState(given);
  const [seen, setSeen] = useState(given);
  if (given !== seen) {
    // The address changed by itself: back, a chip cleared, a link.
    setSeen(given);
    setText(given);
  }
  const input = useRef<HTMLInputElement>(null);
  useSettled(text.trim(), 300, (next) => {
    if (next === given) return;
    setSeen(next);
    change({ search: next || undefined }, true);
  });
  useShortcuts({ '/': () => input.current?.focus() });
  return (
    <SearchField
      ref={input}
      className={s.searchBox}
      label={t.executions.search}
      hint="/"
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => event.key === 'Escape' && input.current?.blur()}
    />
  );
}
