import { TextSearch } from 'lucide-react';
import { useRef } from 'react';
import { useShortcuts } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { SearchField } from '@/ui/Field';
import s from './trace.module.css';
import type { TraceView } from './useTraceView';

const words = t.execution;
const { deep } = t.trace;

/** Finds spans by name, type, attribute or text; Enter hops along them. */
export function Find({ view, onEnter }: { view: TraceView; onEnter: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  useShortcuts({ '/': () => input.current?.focus() });
  const { hits, query, cursor, payloads } = view;
  return (
    <>
      <SearchField
        ref={input}
        className={s.find}
        label={words.find}
        hint="/"
        value={query}
        trailing={
          query && (
            <output>
              {payloads.kind === 'reading'
                ? t.trace.json.looking
                : words.matches(hits.indexOf(cursor) + 1, hits.length)}
            </output>
          )
        }
        onChange={(event) => view.setQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            view.hop(hits, event.shiftKey ? -1 : 1);
          } else if (event.key === 'Escape' || event.key === 'ArrowDown') {
            event.preventDefault();
            if (event.key === 'Escape') view.setQuery('');
            onEnter();
          }
        }}
      />
      <DeepToggle view={view} />
    </>
  );
}

/** Looks into payloads, too; what came of reading them is in its name. */
function DeepToggle({ view: { isDeep, setDeep, payloads } }: { view: TraceView }) {
  const said = {
    off: deep.hint,
    reading: deep.reading,
    failed: deep.failed,
    ready: payloads.kind === 'ready' ? deep.ready(payloads.spans, payloads.all) : '',
  }[payloads.kind];
  return (
    <Button
      look="ghost"
      icon
      aria-label={deep.label}
      aria-pressed={isDeep}
      aria-busy={payloads.kind === 'reading'}
      title={said}
      className={payloads.kind === 'failed' ? 'bad' : undefined}
      onClick={() => setDeep(!isDeep)}
    >
      <TextSearch className="ico" aria-hidden />
      <span className="hidden" role="status">
        {isDeep && said}
      </span>
    </Button>
  );
}
