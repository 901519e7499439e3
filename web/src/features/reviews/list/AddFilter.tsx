import { ChevronRight, Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { cx } from '@/lib/cx';
import { useShortcuts } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import controls from '@/ui/controls.module.css';
import { Popover, PopoverItem, popoverStyles } from '@/ui/Popover';
import { type Field, fieldsOf, tabOf, useReviewSearch } from '../search';
import type { Known } from './Filters';
import { ValuesEditor } from './ValuesEditor';

const words = t.reviews.filter;

/** A field first, then its values. */
export function AddFilter(known: Known) {
  const button = useRef<HTMLButtonElement>(null);
  useShortcuts({ f: () => button.current?.click() });
  return (
    <Popover
      label={words.title}
      width={240}
      triggerRef={button}
      triggerClass={cx(controls.chip, controls.add)}
      trigger={
        <>
          <Plus aria-hidden />
          {words.add}
        </>
      }
    >
      {(close) => <FieldThenValues known={known} onDone={close} />}
    </Popover>
  );
}

function FieldThenValues({ known, onDone }: { known: Known; onDone: () => void }) {
  const { search } = useReviewSearch();
  const [field, setField] = useState<Field | null>(null);
  if (field) return <ValuesEditor field={field} known={known} onDone={onDone} />;
  return (
    <>
      <p className={popoverStyles.head}>{words.title}</p>
      {fieldsOf(tabOf(search)).map((each, index) => (
        <PopoverItem key={each} autoFocus={index === 0} onClick={() => setField(each)}>
          {words.fields[each]}
          <span className="grow" />
          <ChevronRight className="ico faint" aria-hidden />
        </PopoverItem>
      ))}
    </>
  );
}
