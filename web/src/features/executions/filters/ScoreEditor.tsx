import { useId, useState } from 'react';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Input } from '@/ui/Field';
import { popoverStyles } from '@/ui/Popover';
import { parseScore } from '@/ui/scores/model/value';
import { ScoreNameInput } from '@/ui/scores/ScoreNameInput';
import { useListSearch } from '../search';

const written = (value: number | undefined) => (value === undefined ? '' : String(value));
const typed = (text: string) => (text.trim() ? parseScore(text) : undefined);

/** A score by name, and how much it has to be. */
export function ScoreEditor({ onDone }: { onDone: () => void }) {
  const id = useId();
  const { search, change } = useListSearch();
  const [name, setName] = useState(search.scoreName ?? '');
  const [min, setMin] = useState(written(search.minScore));
  const [max, setMax] = useState(written(search.maxScore));
  const [least, most] = [typed(min), typed(max)];
  const isCrossed = typeof least === 'number' && typeof most === 'number' && least > most;
  const isWrong = least === null || most === null || isCrossed;
  return (
    <form
      className={popoverStyles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (least === null || most === null || isCrossed || !name.trim()) return;
        change({ scoreName: name.trim(), minScore: least, maxScore: most });
        onDone();
      }}
    >
      <label htmlFor={id}>
        {t.scores.name}
        <ScoreNameInput
          control={{ id }}
          autoFocus
          value={name}
          placeholder={t.scores.filter.nameless}
          onChange={setName}
        />
      </label>
      <Bound label={t.executions.atLeast} value={min} onChange={setMin} />
      <Bound label={t.executions.atMost} value={max} onChange={setMax} />
      {isWrong && <small className="bad">{t.scores.filter.wrong}</small>}
      <Button type="submit" look="primary" disabled={isWrong || !name.trim()}>
        {t.executions.apply}
      </Button>
    </form>
  );
}

interface BoundProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

const Bound = ({ label, value, onChange }: BoundProps) => (
  <label>
    {label}
    <Input
      inputMode="decimal"
      placeholder={t.scores.filter.anyValue}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  </label>
);
