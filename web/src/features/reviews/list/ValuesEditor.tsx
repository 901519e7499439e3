import { useState } from 'react';
import { t } from '@/lib/strings';
import { Input } from '@/ui/Field';
import { PopoverItem, popoverStyles } from '@/ui/Popover';
import { PriorityMark, RatingMark } from '../marks/Marks';
import { suggestions, valueText } from '../model/filter-text';
import { CHOICES, type Field, useReviewSearch } from '../search';
import type { Known } from './Filters';

const words = t.reviews.filter;

interface ValuesEditorProps {
  field: Field;
  known: Known;
  onDone: () => void;
}

/** Any of several values: of a closed list, or typed in, with those in sight as suggestions. */
export function ValuesEditor({ field, known, onDone }: ValuesEditorProps) {
  const { search, change } = useReviewSearch();
  const [text, setText] = useState('');
  const chosen = search[field] ?? [];
  const closed = CHOICES[field];
  const offered = closed ?? suggestions(field, known.rows, known.items);
  const wanted = text.trim().toLowerCase();
  const options = [...new Set([...offered, ...chosen])].filter((value) =>
    valueText(field, value).toLowerCase().includes(wanted),
  );
  const toggle = (value: string) => {
    const next = chosen.includes(value)
      ? chosen.filter((each) => each !== value)
      : [...chosen, value];
    change({ [field]: next.length > 0 ? next : undefined });
  };
  return (
    <>
      <p className={popoverStyles.head}>{words.fields[field]}</p>
      {!closed && (
        <div className={popoverStyles.form}>
          <Input
            autoFocus
            aria-label={words.fields[field]}
            placeholder={words.type}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              const value = text.trim();
              if (value && !chosen.includes(value)) toggle(value);
              onDone();
            }}
          />
        </div>
      )}
      {options.map((value, index) => (
        <PopoverItem
          key={value}
          autoFocus={closed !== undefined && index === 0}
          checked={chosen.includes(value)}
          onClick={() => toggle(value)}
        >
          <span className={popoverStyles.tick} />
          <Value field={field} value={value} />
        </PopoverItem>
      ))}
    </>
  );
}

function Value({ field, value }: { field: Field; value: string }) {
  if (field === 'rating') return <RatingMark rating={value as 'good'} />;
  if (field === 'priority') return <PriorityMark priority={value as 'low'} />;
  return <span className="clip">{value}</span>;
}
