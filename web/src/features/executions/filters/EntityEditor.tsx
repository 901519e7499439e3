import { useState } from 'react';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Input } from '@/ui/Field';
import { popoverStyles } from '@/ui/Popover';
import { useListSearch } from '../search';

/** Whom an execution was about: a kind of thing, one of them, or both. */
export function EntityEditor({ onDone }: { onDone: () => void }) {
  const { search, change } = useListSearch();
  const [type, setType] = useState(search.entityType ?? '');
  const [value, setValue] = useState(search.entityValue ?? '');
  return (
    <form
      className={popoverStyles.form}
      onSubmit={(event) => {
        event.preventDefault();
        const entityType = type.trim() || undefined;
        change({ entityType, entityValue: value.trim() || undefined });
        onDone();
      }}
    >
      <label>
        {t.executions.entityType}
        <Input
          autoFocus
          placeholder={t.executions.entityTypeHint}
          value={type}
          onChange={(event) => setType(event.target.value)}
        />
      </label>
      <label>
        {t.executions.entityValue}
        <Input value={value} onChange={(event) => setValue(event.target.value)} />
      </label>
      <Button type="submit" look="primary">
        {t.executions.apply}
      </Button>
    </form>
  );
}
