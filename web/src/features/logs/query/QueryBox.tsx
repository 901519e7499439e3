// The search box: conditions as chips, then text. `field=value` becomes a chip as it is finished.
import { Search } from 'lucide-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { cx } from '@/lib/cx';
import { useDraft } from '@/lib/draft';
import { useShortcuts } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import controls from '@/ui/controls.module.css';
import { Kbd } from '@/ui/Kbd';
import { type Condition, withCondition, without } from '../model/conditions';
import type { Facet } from '../model/facets';
import { type Suggestion, suggestionsFor } from '../model/suggestions';
import { readTyped, settledText } from '../model/typed';
import type { LogAddress } from '../search';
import { ConditionChip } from './ConditionChip';
import s from './query.module.css';
import { Suggestions } from './Suggestions';

interface QueryBoxProps {
  address: LogAddress;
  facets: readonly Facet[];
}

const SETTLED = 300;

export function QueryBox({ address, facets }: QueryBoxProps) {
  const { search, conditions, change, setConditions } = address;
  const find = (next: string | undefined) =>
    change({ search: next, line: undefined }, { replace: true });
  const draft = useDraft(search.search ?? '', SETTLED, find, settledText);
  const { text, setText } = draft;
  const [isFocused, setFocused] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useShortcuts({ '/': () => input.current?.focus() });
  const suggestions = isFocused ? suggestionsFor(text, facets) : [];

  /** Makes chips of the conditions in a text; false where there are none. */
  function commit(typed: string): boolean {
    const { conditions: added, text: rest } = readTyped(typed);
    if (added.length === 0) return false;
    draft.keep(rest);
    setChosen(-1);
    setConditions(added.reduce<Condition[]>(withCondition, [...conditions]), {
      search: rest || undefined,
    });
    return true;
  }

  function take(suggestion: Suggestion) {
    setChosen(-1);
    if (!suggestion.isWhole || !commit(suggestion.text)) setText(suggestion.text);
    input.current?.focus();
  }

  function press(event: KeyboardEvent<HTMLInputElement>) {
    const { key } = event;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step && suggestions.length > 0) {
      setChosen(
        (old) =>
          (old + step + suggestions.length + (old < 0 && step < 0 ? 1 : 0)) % suggestions.length,
      );
    } else if ((key === 'Enter' || key === 'Tab') && suggestions[chosen]) take(suggestions[chosen]);
    else if (key === 'Enter') {
      if (!commit(text)) draft.send(text.trim());
    } else if (key === ' ') {
      if (!commit(text)) return;
    } else if (key === 'Backspace' && text === '' && conditions.length > 0) {
      setConditions(conditions.slice(0, -1));
    } else if (key === 'Escape') input.current?.blur();
    else return;
    event.preventDefault();
  }

  return (
    <div className={s.holder}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a click beside the text leads into it, as in any field */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field itself takes the keys */}
      <div
        className={cx(controls.field, s.query)}
        onClick={(event) => event.target === event.currentTarget && input.current?.focus()}
      >
        <Search className="ico" aria-hidden />
        {conditions.map((condition) => (
          <ConditionChip
            key={`${condition.key}=${condition.value}${condition.isNot}`}
            condition={condition}
            onFlip={() =>
              setConditions(
                conditions.map((each) =>
                  each === condition ? { ...condition, isNot: !condition.isNot } : each,
                ),
              )
            }
            onRemove={() => setConditions(without(conditions, condition))}
          />
        ))}
        <input
          ref={input}
          type="search"
          role="combobox"
          aria-label={t.logs.query.label}
          aria-expanded={suggestions.length > 0}
          aria-controls={id}
          aria-activedescendant={suggestions[chosen] ? `${id}-${chosen}` : undefined}
          aria-autocomplete="list"
          placeholder={conditions.length === 0 ? t.logs.query.placeholder : undefined}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(-1);
          }}
          onKeyDown={press}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
        />
        {(conditions.length > 0 || text) && (
          <Button
            look="ghost"
            small
            onClick={() => {
              draft.keep('');
              setConditions([], { search: undefined });
            }}
          >
            {t.logs.query.clear}
          </Button>
        )}
        <span className="wide">
          <Kbd>/</Kbd>
        </span>
      </div>
      <Suggestions id={id} suggestions={suggestions} chosen={chosen} onTake={take} />
    </div>
  );
}
