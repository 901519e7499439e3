import { X } from 'lucide-react';
import { t } from '@/lib/strings';
import { type Condition, canExclude, fieldName } from '../model/conditions';
import s from './query.module.css';

interface ConditionChipProps {
  condition: Condition;
  onFlip: () => void;
  onRemove: () => void;
}

/** A condition in the search box: pressed it turns round, its cross takes it away. */
export function ConditionChip({ condition, onFlip, onRemove }: ConditionChipProps) {
  const { key, value, isNot } = condition;
  const name = fieldName(key);
  const sign = isNot ? '≠' : '=';
  const words = `${name} ${sign} ${value}`;
  return (
    <span className={s.chip} data-not={isNot || undefined}>
      <button
        type="button"
        disabled={!canExclude(key)}
        aria-label={t.logs.query.flip(words)}
        title={words}
        onClick={onFlip}
      >
        <span>{name}</span>
        <i>{sign}</i>
        <b>{value}</b>
      </button>
      <button type="button" aria-label={t.logs.query.remove(words)} onClick={onRemove}>
        <X aria-hidden />
      </button>
    </span>
  );
}
