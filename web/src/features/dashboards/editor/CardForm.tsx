import { t } from '@/lib/strings';
import { Segmented } from '@/ui/Segmented';
import { type Card, DATASETS } from '../api/types';
import type { CardScope } from '../charts/useCardAnswer';
import { Colours } from './Colours';
import { FilterChips } from './controls/FilterChips';
import { EventPicker } from './EventPicker';
import { Extras } from './Extras';
import s from './editor.module.css';
import { KindPicker } from './KindPicker';
import {
  eventsOf,
  withDataset,
  withFeedOf,
  withFilterList,
  withKind,
  withSize,
} from './model/cards';
import { type Field, fieldsOf } from './model/fields';
import type { Place, Problem } from './model/problems';
import { datasetOf } from './model/query';
import { Question } from './Question';
import { Section } from './Section';
import { useChooseEvent } from './useCardFields';

const words = t.editor;

interface CardFormProps {
  card: Card;
  isNew: boolean;
  scope: CardScope;
  /** What it can be asked about; undefined until that is known. */
  fields: readonly Field[] | undefined;
  problems: Partial<Record<Place, Problem>>;
  onChange: (card: Card) => void;
}

/** All that can be chosen of a card, from what it looks like to its colours. */
export function CardForm({ card, isNew, scope, fields, problems, onChange }: CardFormProps) {
  const { choose, pending } = useChooseEvent(card, onChange);
  const isFeed = card.type === 'feed';
  const dataset = isFeed ? 'events' : datasetOf(card.query);
  const chosen = eventsOf(card);
  // Without an event there is nothing to ask yet.
  const isBegun = isFeed || dataset !== 'events' || chosen.length > 0;
  return (
    <>
      <KindPicker
        value={card.type}
        onChange={(type) => {
          const next = withKind(card, type, fields);
          // One that stands has the size that somebody gave it.
          onChange(isNew ? withSize(next) : next);
        }}
      />
      {!isFeed && (
        <Segmented
          className={s.seg}
          label={words.dataLabel}
          value={dataset}
          options={DATASETS.map((value) => ({ value, label: words.datasets[value] }))}
          onChange={(next) => onChange(withDataset(card, next, fieldsOf(next)))}
        />
      )}
      {dataset === 'events' && (
        <Section label={words.event} note={words.eventNote} problem={problems.event}>
          <EventPicker
            timezone={scope.timezone}
            isNew={isNew}
            chosen={pending === undefined ? chosen : [pending]}
            isOpenEnded={isFeed}
            onChoose={(name) => {
              if (isFeed) onChange(withFeedOf(card, name));
              else if (name !== null) choose(name);
            }}
          />
        </Section>
      )}
      {isBegun && !isFeed && (
        <Question card={card} fields={fields} problems={problems} onChange={onChange} />
      )}
      {isBegun && (
        <Section label={words.filters}>
          <FilterChips
            filters={card.query.filters ?? []}
            fields={fields ?? []}
            onChange={(filters) => onChange(withFilterList(card, filters))}
          />
        </Section>
      )}
      {isBegun && !isFeed && (
        <>
          <Extras card={card} onChange={onChange} />
          <Section label={words.colour}>
            <Colours card={card} scope={scope} onChange={onChange} />
          </Section>
        </>
      )}
    </>
  );
}
