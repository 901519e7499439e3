import { useRef } from 'react';
import { useDraft } from '@/lib/draft';
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
  const { text, setText } = useDraft(given, 300, onSearch);
  const input = useRef<HTMLInputElement>(null);
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
