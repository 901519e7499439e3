import { Minus, Plus } from 'lucide-react';
import { useRef } from 'react';
import { count } from '@/lib/format';
import { useShortcuts } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { SearchField } from '@/ui/Field';
import { pageStyles } from '@/ui/Page';
import { Segmented, segmentedClass } from '@/ui/Segmented';
import { Tag } from '@/ui/Tag';
import { nextLevel } from './keys';
import { TypeFilter } from './TypeFilter';
import s from './trace.module.css';
import type { TraceData } from './useTrace';
import type { TraceView } from './useTraceView';

const words = t.execution;
const SORTS = (['start', 'duration', 'name'] as const).map((value) => ({
  value,
  label: words.sort[value],
}));

interface TraceToolsProps {
  data: TraceData;
  view: TraceView;
  showsCritical: boolean;
  onCritical: (shows: boolean) => void;
  showsStatistics: boolean;
  onStatistics: () => void;
  /** Enter in the search box goes on to the tree. */
  onEnter: () => void;
}

export function TraceTools({ data, view, ...props }: TraceToolsProps) {
  const { trace } = data;
  return (
    <div className={`${pageStyles.tools} ${s.tools}`}>
      <Find view={view} onEnter={props.onEnter} />
      <TypeFilter trace={trace} view={view} />
      <Segmented
        className="wide"
        label={words.sortLabel}
        value={view.sort}
        options={SORTS}
        onChange={view.setSort}
      />
      <Button
        look="ghost"
        className="wide"
        title={words.criticalHint}
        aria-pressed={props.showsCritical}
        onClick={() => props.onCritical(!props.showsCritical)}
      >
        {words.criticalPath}
      </Button>
      {view.errors.length > 0 && (
        <Button
          look="ghost"
          className="wide"
          title={`${words.errorsHint} (e)`}
          onClick={() => view.hop(view.errors, 1)}
        >
          {words.errors} <Tag tone="error">{count(view.errors.length)}</Tag>
        </Button>
      )}
      {view.isZoomed && (
        <Button look="ghost" onClick={() => view.setZoomed(null)}>
          {words.resetZoom}
        </Button>
      )}
      <span className="grow" />
      <fieldset className={`${segmentedClass} ${s.levels} wide`} aria-label={words.levelLabel}>
        <button
          type="button"
          aria-label={words.levelFewer}
          onClick={() => view.chooseLevel(nextLevel(trace, view.level, -1))}
        >
          <Minus aria-hidden />
        </button>
        <output>{words.level(view.level)}</output>
        <button
          type="button"
          aria-label={words.levelMore}
          disabled={view.level === null}
          onClick={() => view.chooseLevel(nextLevel(trace, view.level, 1))}
        >
          <Plus aria-hidden />
        </button>
      </fieldset>
      <Button
        look="ghost"
        className="wide"
        aria-pressed={props.showsStatistics}
        onClick={props.onStatistics}
      >
        {words.statistics}
      </Button>
    </div>
  );
}

function Find({ view, onEnter }: { view: TraceView; onEnter: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  useShortcuts({ '/': () => input.current?.focus() });
  const { hits, query, cursor } = view;
  return (
    <SearchField
      ref={input}
      className={s.find}
      label={words.find}
      hint="/"
      value={query}
      trailing={query && <output>{words.matches(hits.indexOf(cursor) + 1, hits.length)}</output>}
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
  );
}
