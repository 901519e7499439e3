import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { ExecutionDetails } from '@/api/types';
import { cx } from '@/lib/cx';
import { duration } from '@/lib/format';
import { look } from '@/lib/span-types';
import { t } from '@/lib/strings';
import { TypeTag } from '@/ui/Tag';
import { useTrace } from '../trace/useTrace';
import s from './conversation.module.css';

const ROW = 24;
/** Deeper rows stop moving to the right. */
const DEEPEST = 6;

interface TurnSpansProps {
  details: ExecutionDetails;
  fetchedAt: number;
  current: string;
  onOpen: (spanId: string) => void;
}

/** The spans of a turn, its own one marked. */
export function TurnSpans({ details, fetchedAt, current, onOpen }: TurnSpansProps) {
  const { trace } = useTrace(details, fetchedAt);
  const scroller = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: trace.nodes.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  const at = trace.indexOf.get(current) ?? -1;
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'center' });
  }, [virtual, at]);
  const total = trace.total || 1;
  return (
    <section ref={scroller} className={s.spans} aria-label={t.chat.turn.spans}>
      <div style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const node = trace.nodes[index];
          const left = Math.min(99.5, (trace.start[index] / total) * 100);
          const width = Math.min(100 - left, (trace.duration[index] / total) * 100);
          return (
            <button
              key={`${node.traceId} ${node.spanId}`}
              type="button"
              className={s.row}
              data-family={look(node.type).family}
              aria-current={index === at || undefined}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => onOpen(node.spanId)}
            >
              <span className={s.name}>
                <span
                  className={s.indent}
                  style={{ width: Math.min(trace.depth[index], DEEPEST) * 12 }}
                />
                <TypeTag type={node.type} />
                <span className="clip">{node.name}</span>
              </span>
              <span className={s.track}>
                <i
                  className={cx(s.bar, node.status === 'error' && s.failed)}
                  style={{ left: `${left}%`, width: `${width}%` }}
                />
              </span>
              <span className={cx(s.time, 'num')}>
                {duration(node.durationMs ?? trace.duration[index])}
              </span>
            </button>
          );
        })}
      </div>
    </section>
  );
}
