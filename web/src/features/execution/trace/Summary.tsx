import { count, duration, percent } from '@/lib/format';
import { t } from '@/lib/strings';
import { deepest } from '../model/rows';
import type { Stats } from '../model/stats';
import type { Trace } from '../model/trace';
import { KeyValues, type Pair } from '../span/KeyValues';

const words = t.trace;

interface SummaryProps {
  trace: Trace;
  found: Stats;
  onOpen: (index: number) => void;
}

/** The trace in a few numbers; the extremes lead to their spans. */
export function Summary({ trace, found, onOpen }: SummaryProps) {
  const extreme = (index: number | null) =>
    index !== null && (
      <button type="button" className="link" onClick={() => onOpen(index)}>
        {duration(trace.duration[index])} · {trace.nodes[index].name}
      </button>
    );
  const failed = found.byType.reduce((sum, { errors }) => sum + errors, 0);
  const pairs: Pair[] = [
    [words.spans, count(found.spans)],
    [words.running, found.running > 0 && count(found.running)],
    [words.failed, failed > 0 && <span className="bad">{count(failed)}</span>],
    [words.successRate, found.success !== null && percent(found.success)],
    [words.average, found.average !== null && duration(found.average)],
    [words.longest, extreme(found.longest)],
    [words.shortest, extreme(found.shortest)],
    [words.deepest, count(deepest(trace) + 1)],
  ];
  return <KeyValues title={words.summary} pairs={pairs} />;
}
