import { useMemo } from 'react';
import { count, duration, percent } from '@/lib/format';
import { look, typeName } from '@/lib/span-types';
import { t } from '@/lib/strings';
import { stats } from '../model/stats';
import s from './sums.module.css';
import type { TraceData } from './useTrace';

const words = t.execution.stat;

/** The trace in one line. */
export function StatStrip({ data, onOpen }: { data: TraceData; onOpen: (index: number) => void }) {
  const { trace, own } = data;
  const found = useMemo(() => stats(trace, own), [trace, own]);
  const [first] = found.byType;
  const { longest } = found;
  return (
    <footer className={s.strip}>
      <span>
        <b>{count(found.spans)}</b> {words.spans}
      </span>
      {found.running > 0 && (
        <span>
          <b>{count(found.running)}</b> {words.running}
        </span>
      )}
      {found.average !== null && (
        <span>
          {words.average} <b>{duration(found.average)}</b>
        </span>
      )}
      {longest !== null && (
        <button type="button" className="clip" onClick={() => onOpen(longest)}>
          {words.longest} <b>{duration(trace.duration[longest])}</b> {trace.nodes[longest].name}
        </button>
      )}
      {found.success !== null && (
        <span>
          {words.success} <b>{percent(found.success)}</b>
        </span>
      )}
      <span className="grow" />
      <span className={s.stack} role="img" aria-label={words.stackLabel}>
        {found.byType.map(({ type, share }) => (
          <i
            key={type}
            data-family={look(type).family}
            title={`${typeName(type)} ${percent(share)}`}
            style={{ flexGrow: share }}
          />
        ))}
      </span>
      {first && (
        <span>
          {look(first.type).label} {Math.round(first.share * 100)} %
        </span>
      )}
    </footer>
  );
}
