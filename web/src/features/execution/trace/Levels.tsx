import { Minus, Plus } from 'lucide-react';
import { t } from '@/lib/strings';
import { segmentedClass } from '@/ui/Segmented';
import type { Trace } from '../model/trace';
import { nextLevel } from './keys';
import s from './trace.module.css';
import type { TraceView } from './useTraceView';

const words = t.execution;

/** How many levels of the tree are open. */
export function Levels({ trace, view }: { trace: Trace; view: TraceView }) {
  return (
    <fieldset className={`${segmentedClass} ${s.levels}`} aria-label={words.levelLabel}>
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
  );
}
