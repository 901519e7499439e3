import { SlidersHorizontal } from 'lucide-react';
import { count } from '@/lib/format';
import { t } from '@/lib/strings';
import { buttonClass } from '@/ui/Button';
import { Popover, PopoverItem, popoverStyles } from '@/ui/Popover';
import { Tag } from '@/ui/Tag';
import { Levels } from './Levels';
import { SORT_OPTIONS, type TraceToolsProps } from './TraceTools';
import s from './trace.module.css';

const words = t.execution;

/** The tools that a narrow screen has no room for. */
export function PhoneMenu({ data, view, ...props }: TraceToolsProps) {
  return (
    <Popover
      label={t.trace.moreTitle}
      width={250}
      triggerClass={buttonClass({ look: 'ghost', icon: true })}
      triggerProps={{ 'aria-label': t.trace.moreTitle }}
      trigger={<SlidersHorizontal className="ico" aria-hidden />}
    >
      {(close) => (
        <>
          <p className={popoverStyles.head}>{words.sortLabel}</p>
          {SORT_OPTIONS.map(({ value, label }) => (
            <PopoverItem
              key={value}
              checked={view.sort === value}
              onClick={() => view.setSort(value)}
            >
              <span className={popoverStyles.tick} />
              {label}
            </PopoverItem>
          ))}
          <hr className={popoverStyles.rule} />
          <div className={s.menuLevels}>
            <Levels trace={data.trace} view={view} />
          </div>
          <hr className={popoverStyles.rule} />
          <PopoverItem checked={props.showsCritical} onClick={props.onCritical}>
            <span className={popoverStyles.tick} />
            {words.criticalPath}
          </PopoverItem>
          {view.errors.length > 0 && (
            <PopoverItem onClick={() => view.hop(view.errors, 1)}>
              {words.errorsHint}
              <span className="grow" />
              <Tag tone="error">{count(view.errors.length)}</Tag>
            </PopoverItem>
          )}
          {view.isZoomed && (
            <PopoverItem onClick={() => view.setZoomed(null)}>{words.resetZoom}</PopoverItem>
          )}
          <PopoverItem
            onClick={() => {
              props.onStatistics();
              close();
            }}
          >
            {words.statistics}
          </PopoverItem>
        </>
      )}
    </Popover>
  );
}
