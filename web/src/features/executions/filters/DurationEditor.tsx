import { useState } from 'react';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Input } from '@/ui/Field';
import { popoverStyles } from '@/ui/Popover';
import { parseDuration } from '../model/filters';
import { useListSearch } from '../search';

const written = (ms: number | undefined) => {
  if (ms === undefined) return '';
  return ms >= 1000 && ms % 100 === 0 ? `${ms / 1000}s` : `${ms}ms`;
};

export function DurationEditor({ onDone }: { onDone: () => void }) {
  const { search, change } = useListSearch();
  const [min, setMin] = useState(written(search.minDurationMs));
  const [max, setMax] = useState(written(search.maxDurationMs));
  const [least, most] = [min, max].map((text) => (text.trim() ? parseDuration(text) : undefined));
  const isWrong = least === null || most === null;
  return (
    <form
      className={popoverStyles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (least === null || most === null) return;
        change({ minDurationMs: least, maxDurationMs: most });
        onDone();
      }}
    >
      <label>
        {t.executions.atLeast}
        <Input
          autoFocus
          placeholder={t.executions.durationHint}
          value={min}
          onChange={(event) => setMin(event.target.value)}
        />
      </label>
      <label>
        {t.executions.atMost}
        <Input
          placeholder={t.executions.durationHint}
          value={max}
          onChange={(event) => setMax(event.target.value)}
        />
      </label>
      {isWrong && <small className="bad">{t.executions.durationWrong}</small>}
      <Button type="submit" look="primary" disabled={isWrong}>
        {t.executions.apply}
      </Button>
    </form>
  );
}
