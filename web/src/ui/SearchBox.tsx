import { useRef, useState } from 'react';
import { useSettled } from '@/lib/debounce';
import { useShortcuts } from '@/lib/shortcuts';
import { SearchField } from './Field';

interface Props {
  label: string;
  className?: string;
  /** What the address says. */
  given: string;
  onSearch: (text: string | undefined) => void;
}

/** Searches as one types. */
export function SearchBox({ label, className, given, onSearch }: Props) {
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
    onSearch(next || undefined);
  });
  useShortcuts({ '/': () => input.current?.focus() });
  return (
    <SearchField
      ref={input}
      className={className}
      label={label}
      hint="/"
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => event.key === 'Escape' && input.current?.blur()}
    />
  );
}
