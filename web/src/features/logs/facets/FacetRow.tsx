import { Check, Minus, Plus } from 'lucide-react';
import type { CSSProperties } from 'react';
import { count as countText } from '@/lib/format';
import { UNKNOWN } from '@/lib/levels';
import { t } from '@/lib/strings';
import { type Condition, canExclude } from '../model/conditions';
import type { Facet, FacetValue } from '../model/facets';
import s from './facets.module.css';

const words = t.logs.facets;

interface FacetRowProps {
  facet: Facet;
  value: FacetValue;
  /** Of the most frequent value. */
  share: number;
  onToggle: (condition: Condition) => void;
}

/** A value: pressed, only lines with it; with Alt, only lines without it; the same again undoes it. */
export function FacetRow({ facet: { key, name }, value: of, share, onToggle }: FacetRowProps) {
  const { value, count, state } = of;
  const isUnknown = key === 'level' && value === UNKNOWN;
  const shown = (isUnknown ? t.logs.levels[value] : value) || words.empty;
  const ask = (isNot: boolean) => onToggle({ key, value, isNot });
  return (
    <div
      className={s.value}
      data-state={state ?? undefined}
      data-level={key === 'level' ? value : undefined}
      data-field={key}
      data-value={value}
      style={{ '--w': share } as CSSProperties}
    >
      <button
        type="button"
        aria-pressed={state === 'on'}
        title={`${shown}\n${words.hint}`}
        onClick={(event) => ask(state ? state === 'out' : event.altKey && canExclude(key))}
      >
        <Mark state={state} isLevel={key === 'level'} />
        <span className="hidden">{state ? words.undo(name) : words.include(name)} </span>
        <em>{shown}</em>
        <span className={s.count}>
          {state === 'out' ? words.excluded : count !== null && countText(count)}
        </span>
      </button>
      {!state && (
        <span className={s.acts}>
          <Plus aria-hidden />
          {canExclude(key) && (
            <button
              type="button"
              aria-label={`${words.exclude(name)} ${shown}`}
              title={`${words.exclude(name)} ${shown}`}
              onClick={() => ask(true)}
            >
              <Minus aria-hidden />
            </button>
          )}
        </span>
      )}
    </div>
  );
}

function Mark({ state, isLevel }: { state: FacetValue['state']; isLevel: boolean }) {
  if (state === 'on') return <Check aria-hidden />;
  if (state === 'out') return <Minus aria-hidden />;
  return <i className={isLevel ? s.dot : undefined} />;
}
