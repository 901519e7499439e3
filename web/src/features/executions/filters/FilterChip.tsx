import { X } from 'lucide-react';
import type { Execution } from '@/api/types';
import { t } from '@/lib/strings';
import controls from '@/ui/controls.module.css';
import { Popover } from '@/ui/Popover';
import { chipText, cleared, type FieldKey } from '../model/filters';
import { useListSearch } from '../search';
import { Editor } from './Editor';

interface FilterChipProps {
  field: FieldKey;
  rows: readonly Execution[];
}

/** One filter, in words; a click changes it, the cross takes it away. */
export function FilterChip({ field, rows }: FilterChipProps) {
  const { search, change } = useListSearch();
  const { verb, value, rest } = chipText(search, field);
  const name = t.executions.fields[field];
  return (
    <span className={controls.chip}>
      <Popover
        label={t.executions.editFilter(name)}
        width={260}
        triggerClass={controls.chipText}
        trigger={
          <>
            {name} <span>{verb}</span> <b>{value}</b> <span>{rest}</span>
          </>
        }
      >
        {(close) => <Editor field={field} rows={rows} onDone={close} />}
      </Popover>
      <button
        type="button"
        className={controls.chipX}
        aria-label={t.executions.removeFilter(name)}
        onClick={() => change(cleared(field))}
      >
        <X aria-hidden />
      </button>
    </span>
  );
}
