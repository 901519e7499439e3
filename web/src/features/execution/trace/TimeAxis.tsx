import { useMemo } from 'react';
import type { BusinessEvent } from '@/api/events';
import { t } from '@/lib/strings';
import { instantAt, tickLabel, ticks, zoom } from '../model/coordinates';
import { offsetOf } from '../model/event-marks';
import type { Trace } from '../model/trace';
import s from './axis.module.css';
import { useDrag } from './drag';
import { EventMarks } from './EventMarks';
import { Minimap } from './Minimap';
import type { TraceView } from './useTraceView';

const NO_EVENTS: readonly BusinessEvent[] = [];

interface TimeAxisProps {
  trace: Trace;
  order: Int32Array;
  view: TraceView;
  events?: readonly BusinessEvent[];
}

/** What stays at the top of the list: the map of the whole, and the instants of the part on screen. */
export function TimeAxis({ trace, order, view, events = NO_EVENTS }: TimeAxisProps) {
  const shown = view.view;
  const offsets = useMemo(
    () => events.map(({ timestamp }) => offsetOf(timestamp, trace.origin)),
    [events, trace],
  );
  const { drag, handlers } = useDrag(({ from, to }) =>
    view.setZoomed(zoom(instantAt(from, shown), instantAt(to, shown), trace.total)),
  );
  return (
    <div className={s.head}>
      <div className={s.headName}>{t.execution.spanColumn}</div>
      <div className={s.headTime} data-time-axis>
        <Minimap trace={trace} order={order} view={view} events={offsets} />
        <div
          role="application"
          aria-label={t.trace.axisHint}
          className={s.axis}
          title={t.trace.axisHint}
          onDoubleClick={() => view.setZoomed(null)}
          {...handlers}
        >
          {ticks(shown).map((instant, index) => (
            <span key={instant} style={{ left: `${index * 20}%` }}>
              {tickLabel(instant, shown)}
            </span>
          ))}
          {drag && (
            <i
              style={{
                left: `${Math.min(drag.from, drag.to) * 100}%`,
                width: `${Math.abs(drag.to - drag.from) * 100}%`,
              }}
            />
          )}
        </div>
        {events.length > 0 && (
          <EventMarks events={events} offsets={offsets} view={shown} total={trace.total} />
        )}
      </div>
    </div>
  );
}
