import { useState } from 'react';
import type { Execution } from '@/api/types';
import { typeName } from '@/lib/span-types';
import { t } from '@/lib/strings';
import { Input } from '@/ui/Field';
import { PopoverItem, popoverStyles } from '@/ui/Popover';
import { StatusIcon, TypeTag } from '@/ui/Tag';
import { CHOICES, type ListKey } from '../model/filters';
import { suggestions } from '../model/suggestions';
import { useListSearch } from '../search';
import type { EditorProps } from './Editor';

/** Any of several values: of a closed list, or typed in, with those in sight as suggestions. */
export function ValuesEditor({ field, rows, onDone }: EditorProps & { field: ListKey }) {
  const { search, change } = useListSearch();
  const [text, setText] = useState('');
  const chosen = search[field] ?? [];
  const closed = CHOICES[field];
  const options = [...new Set([...chosen, ...(closed ?? suggestions(rows, field))])];
  const wanted = text.trim().toLowerCase();
  const shown = options.filter((each) =>
    `${each} ${typeName(each)}`.toLowerCase().includes(wanted),
  );

  function toggle(value: string) {
    const next = chosen.includes(value)
      ? chosen.filter((each) => each !== value)
      : [...chosen, value];
    change({ [field]: next.length ? next : undefined });
  }

  return (
    <>
      <p className={popoverStyles.head}>{t.executions.fields[field]}</p>
      {(!closed || closed.length > 6) && (
        <div className={popoverStyles.form}>
          <Input
            autoFocus
            aria-label={t.executions.fields[field]}
            placeholder={closed ? t.executions.findValue : t.executions.addValue}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              const value = closed ? shown[0] : text.trim();
              if (value && !chosen.includes(value)) toggle(value);
              onDone();
            }}
          />
        </div>
      )}
      {shown.map((value) => (
        <PopoverItem key={value} checked={chosen.includes(value)} onClick={() => toggle(value)}>
          <span className={popoverStyles.tick} />
          <Value field={field} value={value} />
        </PopoverItem>
      ))}
    </>
  );
}

function Value({ field, value }: { field: ListKey; value: string }) {
  if (field === 'type') {
    return (
      <>
        <TypeTag type={value} fixed />
        {typeName(value)}
      </>
    );
  }
  if (field === 'status') {
    return (
      <>
        <StatusIcon status={value as Execution['status']} />
        {t.status[value]}
      </>
    );
  }
  return <span className="clip">{value}</span>;
}
