import { ChevronDown, ChevronUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useShortcuts } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import { Button } from './Button';
import { SearchField } from './Field';
import { JsonView } from './JsonTree';
import s from './json.module.css';
import { useJsonSearch } from './useJsonSearch';

const words = t.trace.json;

interface JsonExplorerProps {
  value: unknown;
  label: string;
  /** At the right of the search box. */
  children?: React.ReactNode;
}

/** A JSON value of any size with a search over its keys and values. */
export function JsonExplorer({ value, label, children }: JsonExplorerProps) {
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const hits = useJsonSearch(value, query);
  const current = hits?.[Math.min(at, hits.length - 1)];
  const hop = (step: 1 | -1) => {
    if (hits?.length) setAt((Math.min(at, hits.length - 1) + step + hits.length) % hits.length);
  };
  useShortcuts({ '/': () => input.current?.focus(), n: () => hop(1), N: () => hop(-1) });
  return (
    <>
      <div className={s.find}>
        <SearchField
          ref={input}
          label={words.find}
          hint="/"
          value={query}
          trailing={
            query.trim() && (
              <output>
                {hits
                  ? t.execution.matches(
                      hits.length ? hits.indexOf(current ?? hits[0]) + 1 : 0,
                      hits.length,
                    )
                  : words.looking}
              </output>
            )
          }
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') hop(event.shiftKey ? -1 : 1);
            else if (event.key === 'Escape') setQuery('');
            else return;
            event.preventDefault();
          }}
        />
        <Button look="ghost" icon aria-label={words.previous} onClick={() => hop(-1)}>
          <ChevronUp className="ico" aria-hidden />
        </Button>
        <Button look="ghost" icon aria-label={words.next} onClick={() => hop(1)}>
          <ChevronDown className="ico" aria-hidden />
        </Button>
        {children}
      </div>
      <JsonView value={value} label={label} target={current} />
    </>
  );
}
