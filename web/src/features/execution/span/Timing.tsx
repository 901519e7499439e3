import { clockMillis, duration, percent } from '@/lib/format';
import { t } from '@/lib/strings';
import { KeyValues } from './KeyValues';
import type { SpanPanelProps } from './SpanPanel';

const words = t.execution.span;

/** When it ran, how long, and how much of that was its own. */
export function Timing({ node, offset, own, total }: SpanPanelProps) {
  const { startTime, endTime, durationMs } = node;
  return (
    <KeyValues
      title={words.timing}
      pairs={
        [
          [
            words.start,
            <time key="start" dateTime={startTime} title={startTime}>
              {clockMillis(startTime)}{' '}
              <span className="faint">{words.after(duration(offset))}</span>
            </time>,
          ],
          [words.end, endTime ? clockMillis(endTime) : words.stillRunning],
          [
            words.duration,
            durationMs !== null && (
              <span key="duration">
                {duration(durationMs)}{' '}
                <span className="faint">{words.ofExecution(percent(durationMs / total))}</span>
              </span>
            ),
          ],
          [words.selfTime, duration(own)],
        ].filter(([, value]) => value !== false) as [string, React.ReactNode][]
      }
    />
  );
}
