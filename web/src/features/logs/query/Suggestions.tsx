import { count } from '@/lib/format';
import { t } from '@/lib/strings';
import type { Suggestion } from '../model/suggestions';
import s from './query.module.css';

interface SuggestionsProps {
  id: string;
  suggestions: readonly Suggestion[];
  chosen: number;
  onTake: (suggestion: Suggestion) => void;
}

/** Fields and values under the search box. */
export function Suggestions({ id, suggestions, chosen, onTake }: SuggestionsProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t.logs.query.suggestions}
      className={s.suggestions}
      hidden={suggestions.length === 0}
    >
      {suggestions.map((each, index) => (
        <div
          key={each.text}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          // Before the field loses the focus, and with it this list.
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(each);
          }}
        >
          <span className="clip">{each.label}</span>
          {each.count !== null && <small>{count(each.count)}</small>}
        </div>
      ))}
    </div>
  );
}
