import { X } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useProject } from '@/lib/project';
import { MOD, useShortcuts } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import type { TimeRange } from '@/lib/time-range';
import { Button } from '@/ui/Button';
import { Kbd } from '@/ui/Kbd';
import { Segmented } from '@/ui/Segmented';
import { type Card, type CardType, DATASETS, type Filter } from '../api/types';
import { withFilters } from '../model/filters';
import { Colours } from './Colours';
import { FilterChips } from './controls/FilterChips';
import { DatasetProvider } from './controls/useValues';
import { EventPicker } from './EventPicker';
import { Extras } from './Extras';
import s from './editor.module.css';
import { KindPicker } from './KindPicker';
import { SIZES, withDataset, withKind } from './model/cards';
import { fieldsOf } from './model/fields';
import { problemsOf } from './model/problems';
import { datasetOf, defined } from './model/query';
import { retitled } from './model/title';
import { Preview } from './Preview';
import { Question } from './Question';
import { Section } from './Section';
import { eventsOf, useCardFields, useChooseEvent } from './useCardFields';

const words = t.editor;

export interface CardEditorProps {
  card: Card;
  isNew: boolean;
  range: TimeRange;
  timezone: string;
  /** The dashboard's own conditions: the card is drawn with them. */
  filters: readonly Filter[];
  /** Each change as it is made. */
  onChange: (card: Card) => void;
  onSave: (card: Card) => void;
  onCancel: () => void;
  onDelete: () => void;
}

/** A card made of what was discovered, drawn as it changes. */
export function CardEditor(props: CardEditorProps) {
  const { card, isNew, range, timezone, onSave, onCancel } = props;
  const panel = useRef<HTMLElement>(null);
  const [tried, setTried] = useState(false);
  const fields = useCardFields(card);
  const scope = { project: useProject(), range, timezone };
  const drawn = withFilters(card, props.filters);
  const found = problemsOf(card, fields);
  const problems = tried ? found : {};

  const change = (next: Card) => props.onChange(retitled(card, next));
  const { choose, pending } = useChooseEvent(card, change);

  function save() {
    setTried(true);
    if (Object.keys(found).length === 0) onSave({ ...card, title: card.title.trim() });
    // Once the problems are said, the first of them is what to do next.
    else
      requestAnimationFrame(() =>
        panel.current?.querySelector('[role="alert"]')?.scrollIntoView({ block: 'center' }),
      );
  }
  useShortcuts({ 'mod+enter': save, 'mod+s': save, Escape: onCancel });

  function press(event: KeyboardEvent) {
    // Typing keeps keys to itself; leaving is meant all the same, unless a list closes by it.
    if (event.key !== 'Escape' || document.querySelector('[popover]:popover-open')) return;
    event.preventDefault();
    onCancel();
  }

  return (
    <DatasetProvider value={card.type === 'feed' ? 'events' : datasetOf(card.query)}>
      <aside
        ref={panel}
        className={s.panel}
        aria-label={isNew ? words.newCard : words.editCard}
        onKeyDown={press}
      >
        <header>
          <h2>{isNew ? words.newCard : words.editCard}</h2>
          <Button look="ghost" icon aria-label={words.close} onClick={onCancel}>
            <X className="ico" aria-hidden />
          </Button>
        </header>
        <div className={s.form}>
          <Preview
            card={card}
            drawn={drawn}
            scope={scope}
            fields={fields ?? []}
            problem={problems.title}
            onTitle={(title) => props.onChange({ ...card, title })}
          />
          <KindPicker
            value={card.type}
            onChange={(type) => change(sized(withKind(card, type, fields), type, isNew))}
          />
          {card.type !== 'feed' && (
            <Segmented
              className={s.seg}
              label={words.dataLabel}
              value={datasetOf(card.query)}
              options={DATASETS.map((value) => ({ value, label: words.datasets[value] }))}
              onChange={(dataset) => change(withDataset(card, dataset, fieldsOf(dataset)))}
            />
          )}
          {(card.type === 'feed' || datasetOf(card.query) === 'events') && (
            <Section label={words.event} note={words.eventNote} problem={problems.event}>
              <EventPicker
                timezone={timezone}
                isNew={isNew}
                chosen={pending === undefined || card.type === 'feed' ? eventsOf(card) : [pending]}
                isOpenEnded={card.type === 'feed'}
                onChoose={(name) =>
                  card.type === 'feed' ? change(toggled(card, name)) : choose(name)
                }
                onAll={() =>
                  change({ ...card, query: { ...card.query, event: undefined } } as Card)
                }
              />
            </Section>
          )}
          {card.type !== 'feed' && (
            <Question card={card} fields={fields} problems={problems} onChange={change} />
          )}
          <Section label={words.filters}>
            <FilterChips
              filters={card.query.filters ?? []}
              fields={fields ?? []}
              onChange={(filters) =>
                change({ ...card, query: filtered(card.query, filters) } as Card)
              }
            />
          </Section>
          {card.type !== 'feed' && <Extras card={card} onChange={change} />}
          {card.type !== 'feed' && (
            <Section label={words.colour}>
              <Colours card={card} scope={scope} onChange={change} />
            </Section>
          )}
        </div>
        <footer className={s.foot}>
          {!isNew && (
            <Button look="ghost" className={s.delete} onClick={props.onDelete}>
              {words.delete}
            </Button>
          )}
          <span className="grow" />
          <Button onClick={onCancel}>{words.cancel}</Button>
          <Button look="primary" onClick={save}>
            {isNew ? words.add : words.save}
            <Kbd>{`${MOD}↵`}</Kbd>
          </Button>
        </footer>
      </aside>
    </DatasetProvider>
  );
}

/** A new card takes the size of its kind: one that stands has the size that somebody gave it. */
function sized(card: Card, type: CardType, isNew: boolean): Card {
  if (!isNew) return card;
  const { w, h } = SIZES[type];
  return { ...card, layout: { ...card.layout, x: Math.min(card.layout.x, 12 - w), w, h } };
}

const filtered = (query: Card['query'], filters: Filter[]) =>
  defined({ ...query, filters: filters.length > 0 ? filters : undefined });

/** A feed of one name more, or one less; without any it lists all. */
function toggled(card: Extract<Card, { type: 'feed' }>, name: string): Card {
  const names = eventsOf(card);
  const next = names.includes(name) ? names.filter((each) => each !== name) : [...names, name];
  const event = next.length === 0 ? undefined : next.length === 1 ? next[0] : next;
  return { ...card, query: defined({ ...card.query, event }) };
}
