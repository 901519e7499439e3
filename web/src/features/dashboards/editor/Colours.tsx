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
  const [chosen, setChosen] = useState(0);
  // Colours go by the places of all groups.
  const groups = (card.query.groupBy ? (answer?.groups ?? []) : [])
    .map((group, place) => ({ group, place, color: groupColor(card, group, place) }))
    .filter(({ group }) => !group.other && keyOf(group).length <= LONGEST_KEY);
  const shown = groups.find(({ place }) => place === chosen) ?? groups[0];
  if (!shown)
    return <Swatches value={card.color} onChange={(color) => onChange({ ...card, color })} />;
  return (
    <>
      <fieldset className={s.groups} aria-label={words.groupBy}>
        {groups.map(({ group, place, color }) => (
          <button
            key={place}
            type="button"
            aria-pressed={place === shown.place}
            onClick={() => setChosen(place)}
          >
            <i style={{ background: color }} />
            <span className="clip" title={groupLabel(group)}>
              {groupLabel(group)}
            </span>
          </button>
        ))}
      </fieldset>
      <Swatches
        of={groupLabel(shown.group)}
        value={nameOf(shown.color)}
        onChange={(color) =>
          onChange({ ...card, colors: withColour(card.colors, keyOf(shown.group), color) })
        }
      />
    </>
  );
}

/** The server takes no more, and no longer keys. */
const MOST = 50;
const LONGEST_KEY = 200;

/** A key may be any text, `__proto__` too. The oldest choice gives way to one too many. */
function withColour(colors: Record<string, string> = {}, key: string, color: string) {
  const others = Object.entries(colors).filter(([each]) => each !== key);
  return Object.fromEntries([...others.slice(1 - MOST), [key, color]]);
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
