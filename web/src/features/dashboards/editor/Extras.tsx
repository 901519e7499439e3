import { useState } from 'react';
import { t } from '@/lib/strings';
import { Input } from '@/ui/Field';
import { Check } from '@/ui/Form';
import type { ChartCard } from '../api/types';
import s from './editor.module.css';
import { withQuery } from './model/cards';
import { defined, HAS_AXIS } from './model/query';
import { readNumber } from './model/values';
import { Section } from './Section';

const words = t.editor;
const LONGEST_UNIT = 20;

interface ExtrasProps {
  card: ChartCard;
  onChange: (card: ChartCard) => void;
}

/** What a figure is measured against, and in what. */
export function Extras({ card, onChange }: ExtrasProps) {
  const { type, query, unit = '' } = card;
  if (type === 'pie') return null;
  return (
    <>
      <Check
        label={words.compare}
        checked={query.compare === 'previous'}
        onChange={(isOn) => onChange(withQuery(card, { compare: isOn ? 'previous' : undefined }))}
      />
      <div className={s.two}>
        <Section label={HAS_AXIS[type] ? words.target : words.targetNumber} note={words.optional}>
          <Target
            value={card.target}
            onChange={(target) => onChange(defined({ ...card, target }))}
          />
        </Section>
        {type !== 'rate' && query.aggregation !== 'rate' && (
          <Section label={words.unit} note={words.optional}>
            <Input
              aria-label={words.unit}
              placeholder={words.unitHint}
              maxLength={LONGEST_UNIT}
              value={unit}
              onChange={(event) =>
                onChange(defined({ ...card, unit: event.target.value || undefined }))
              }
            />
          </Section>
        )}
      </div>
    </>
  );
}

interface TargetProps {
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}

/** Keeps what is typed while it is no number yet. */
function Target({ value, onChange }: TargetProps) {
  const [text, setText] = useState(value === undefined ? '' : String(value));
  const isWrong = text.trim() !== '' && readNumber(text) === null;
  return (
    <>
      <Input
        inputMode="decimal"
        aria-label={words.targetNumber}
        aria-invalid={isWrong || undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          onChange(readNumber(event.target.value) ?? undefined);
        }}
      />
      {isWrong && (
        <p className={s.problem} role="alert">
          {words.numberWanted}
        </p>
      )}
    </>
  );
}
