import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import { cx } from '@/lib/cx';
import { count } from '@/lib/format';
import { typeName } from '@/lib/span-types';
import { t } from '@/lib/strings';
import controls from '@/ui/controls.module.css';
import { Popover, PopoverItem, popoverStyles } from '@/ui/Popover';
import { TypeTag } from '@/ui/Tag';
import type { Trace } from '../model/trace';
import type { TraceView } from './useTraceView';

const words = t.execution;

/** Shows only spans of the types chosen, and the way to them. */
export function TypeFilter({ trace, view }: { trace: Trace; view: TraceView }) {
  const counts = useMemo(() => {
    const found = new Map<string, number>();
    for (const { type } of trace.nodes) found.set(type, (found.get(type) ?? 0) + 1);
    return [...found].sort((a, b) => b[1] - a[1]);
  }, [trace]);
  const { types, setTypes } = view;
  const toggle = (type: string) => {
    const next = new Set(types);
    if (!next.delete(type)) next.add(type);
    setTypes(next);
  };
  const [only] = types;
  return (
    <Popover
      label={words.typeTitle}
      width={230}
      triggerClass={cx(controls.chip, controls.add)}
      triggerProps={{
        'aria-pressed': types.size > 0,
        'aria-label': types.size > 0 ? undefined : t.trace.filterType,
      }}
      trigger={
        types.size > 0 ? (
          (types.size === 1 && typeName(only)) || words.typesChosen(types.size)
        ) : (
          <>
            <Plus aria-hidden />
            {words.addType}
          </>
        )
      }
    >
      {() => (
        <>
          <p className={popoverStyles.head}>{words.typeTitle}</p>
          {counts.map(([type, spans]) => (
            <PopoverItem key={type} checked={types.has(type)} onClick={() => toggle(type)}>
              <span className={popoverStyles.tick} />
              <TypeTag type={type} fixed />
              {typeName(type)}
              <span className="grow" />
              <span className="faint num">{count(spans)}</span>
            </PopoverItem>
          ))}
          {types.size > 0 && (
            <>
              <hr className={popoverStyles.rule} />
              <PopoverItem onClick={() => setTypes(new Set())}>{words.allTypes}</PopoverItem>
            </>
          )}
        </>
      )}
    </Popover>
  );
}
