import { useState } from 'react';
import { t } from '@/lib/strings';
import type { ChartCard, Group } from '../api/types';
import { type CardScope, useCardAnswer } from '../charts/useCardAnswer';
import { COLOR_NAMES, cssColor } from '../model/colors';
import { groupColor, groupLabel } from '../model/series';
import s from './editor.module.css';

const words = t.editor;

interface ColoursProps {
  card: ChartCard;
  scope: CardScope;
  onChange: (card: ChartCard) => void;
}

/** The card's colour, or that of each of its groups. */
export function Colours({ card, scope, onChange }: ColoursProps) {
  const answer = useCardAnswer(card, scope).data;
  const [chosen, setChosen] = useState<string | null>(null);
  const groups = card.query.groupBy ? (answer?.groups ?? []).filter(({ other }) => !other) : [];
  const group = groups.find((each) => keyOf(each) === chosen) ?? groups[0];
  if (!group)
    return <Swatches value={card.color} onChange={(color) => onChange({ ...card, color })} />;
  const index = groups.indexOf(group);
  return (
    <>
      <fieldset className={s.groups} aria-label={words.groupBy}>
        {groups.map((each, at) => (
          <button
            key={keyOf(each)}
            type="button"
            aria-pressed={each === group}
            onClick={() => setChosen(keyOf(each))}
          >
            <i style={{ background: groupColor(card, each, at) }} />
            <span className="clip" title={groupLabel(each)}>
              {groupLabel(each)}
            </span>
          </button>
        ))}
      </fieldset>
      <Swatches
        of={groupLabel(group)}
        value={nameOf(groupColor(card, group, index))}
        onChange={(color) =>
          onChange({
            ...card,
            // A key may be any text, `__proto__` too.
            colors: Object.fromEntries([
              ...Object.entries(card.colors ?? {}),
              [keyOf(group), color],
            ]),
          })
        }
      />
    </>
  );
}

const keyOf = ({ key }: Group) => key ?? '';

/** `workflow` of `var(--workflow)`. */
const nameOf = (color: string) => /^var\(--(\w+)\)$/.exec(color)?.[1] ?? color;

interface SwatchesProps {
  of?: string;
  value: string;
  onChange: (color: string) => void;
}

function Swatches({ of, value, onChange }: SwatchesProps) {
  const isOwn = value.startsWith('#');
  return (
    <fieldset className={s.swatches} aria-label={of ? words.colourOf(of) : words.colour}>
      {COLOR_NAMES.map((name) => (
        <button
          key={name}
          type="button"
          aria-label={words.colours[name]}
          title={words.colours[name]}
          aria-pressed={name === value}
          style={{ background: cssColor(name), color: cssColor(name) }}
          onClick={() => onChange(name)}
        />
      ))}
      <label data-own={isOwn || undefined}>
        {isOwn && <i style={{ background: value }} />}
        {words.custom}
        <input
          type="color"
          aria-label={words.custom}
          value={isOwn ? value : '#2f74d8'}
          onChange={(event) => onChange(event.target.value)}
        />
      </label>
    </fieldset>
  );
}
