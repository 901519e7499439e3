import { ChevronRight, Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Execution } from '@/api/types';
import { cx } from '@/lib/cx';
import { useShortcuts } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import controls from '@/ui/controls.module.css';
import { Kbd } from '@/ui/Kbd';
import { Popover, PopoverItem, popoverStyles } from '@/ui/Popover';
import { FIELDS, type FieldKey } from '../model/filters';
import { Editor } from './Editor';

/** A field first, then its values. */
export function AddFilter({ rows }: { rows: readonly Execution[] }) {
  const button = useRef<HTMLButtonElement>(null);
  useShortcuts({ f: () => button.current?.click() });
  return (
    <Popover
      label={t.executions.filterTitle}
      width={260}
      triggerRef={button}
      triggerClass={cx(controls.chip, controls.add)}
      trigger={
        <>
          <Plus aria-hidden />
          {t.executions.addFilter} <Kbd>F</Kbd>
        </>
      }
    >
      {(close) => <FieldThenValues rows={rows} onDone={close} />}
    </Popover>
  );
}

function FieldThenValues({ rows, onDone }: { rows: readonly Execution[]; onDone: () => void }) {
  const [field, setField] = useState<FieldKey | null>(null);
  if (field) return <Editor field={field} rows={rows} onDone={onDone} />;
  return (
    <>
      <p className={popoverStyles.head}>{t.executions.filterTitle}</p>
      {FIELDS.map((each, index) => (
        <PopoverItem key={each} autoFocus={index === 0} onClick={() => setField(each)}>
          {t.executions.fields[each]}
          <span className="grow" />
          <ChevronRight className="ico faint" aria-hidden />
        </PopoverItem>
      ))}
    </>
  );
}
