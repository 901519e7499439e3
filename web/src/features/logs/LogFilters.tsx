import { useState } from 'react';
import { cx } from '@/lib/cx';
import { useSettled } from '@/lib/debounce';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Input } from '@/ui/Field';
import { pageStyles } from '@/ui/Page';
import s from './logs.module.css';
import { LEVELS, useLogSearch } from './search';

/** Level, service, trace. */
export function LogFilters() {
  const { search, change } = useLogSearch();
  const levels = search.level ?? [];
  const toggle = (level: string) => {
    const next = levels.includes(level)
      ? levels.filter((each) => each !== level)
      : [...levels, level];
    change({ level: next.length ? next : undefined });
  };
  const isFiltered = levels.length > 0 || search.service || search.traceId;
  return (
    <div className={cx(pageStyles.tools, s.filters)}>
      <fieldset className={s.levels} aria-label={t.logs.levelTitle}>
        {LEVELS.map((level) => (
          <button
            key={level}
            type="button"
            data-level={level}
            aria-pressed={levels.includes(level)}
            onClick={() => toggle(level)}
          >
            <i aria-hidden />
            {level}
          </button>
        ))}
      </fieldset>
      <TextFilter
        label={t.logs.servicePlaceholder}
        className={s.service}
        given={search.service}
        onChange={(service) => change({ service })}
      />
      <TextFilter
        label={t.logs.tracePlaceholder}
        className={cx(s.trace, 'mono')}
        given={search.traceId}
        onChange={(traceId) => change({ traceId })}
      />
      {isFiltered && (
        <Button
          look="ghost"
          small
          onClick={() => change({ level: undefined, service: undefined, traceId: undefined })}
        >
          {t.logs.clear}
        </Button>
      )}
    </div>
  );
}

interface TextFilterProps {
  label: string;
  className: string;
  given: string | undefined;
  onChange: (value: string | undefined) => void;
}

function TextFilter({ label, className, given = '', onChange }: TextFilterProps) {
  const [text, setText] = useState(given);
  const [seen, setSeen] = useState(given);
  if (given !== seen) {
    setSeen(given);
    setText(given);
  }
  useSettled(text.trim(), 350, (next) => {
    if (next === given) return;
    setSeen(next);
    onChange(next || undefined);
  });
  return (
    <Input
      className={className}
      aria-label={label}
      placeholder={label}
      spellCheck={false}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
