import { useQuery } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { useId } from 'react';
import { fullTime } from '@/lib/format';
import { t } from '@/lib/strings';
import { metricQuery } from '../api/queries';
import type { Card, ChartCard } from '../api/types';
import { CardView } from '../charts/CardView';
import { type CardScope, useCardAnswer } from '../charts/useCardAnswer';
import s from './editor.module.css';
import { isNumeric } from './model/cards';
import { type Field, findField } from './model/fields';
import type { Problem } from './model/problems';

const words = t.editor;

interface PreviewProps {
  card: Card;
  /** As it is drawn, with the dashboard's conditions. */
  drawn: Card;
  scope: CardScope;
  fields: readonly Field[];
  problem: Problem | undefined;
  onTitle: (title: string) => void;
}

/** The card as it will be, under the title that can be written over, and what its figures rest on. */
export function Preview({ card, drawn, scope, fields, problem, onTitle }: PreviewProps) {
  const id = useId();
  return (
    <section className={s.preview} aria-label={words.preview} data-kind={card.type}>
      <label className={s.title}>
        <input
          aria-label={words.titleLabel}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? id : undefined}
          placeholder={words.titleLabel}
          autoComplete="off"
          value={card.title}
          onChange={(event) => onTitle(event.target.value)}
        />
        <Pencil className="ico" aria-hidden />
      </label>
      {problem && (
        <p id={id} className={s.problem} role="alert">
          {words.problems[problem]}
        </p>
      )}
      <div className={s.drawing}>
        <CardView card={drawn} scope={scope} />
      </div>
      {drawn.type !== 'feed' && <Note card={drawn} scope={scope} fields={fields} />}
    </section>
  );
}

interface NoteProps {
  card: ChartCard;
  scope: CardScope;
  fields: readonly Field[];
}

/** `528 events · exact · 3 skipped, amount is text`. */
function Note({ card, scope, fields }: NoteProps) {
  const { data: answer } = useCardAnswer(card, scope);
  const { aggregation, property, dataset = 'events' } = card.query;
  const events = useEvents(card, scope);
  if (!answer) return null;
  const { exact, skipped, complete, searchedTo } = answer;
  const field = findField(fields, property);
  const wrong = isNumeric(aggregation) && field?.types.find((type) => type !== 'number');
  const parts = [
    ...(dataset === 'events' && typeof events === 'number' ? [words.note.events(events)] : []),
    exact ? words.note.exact : words.note.estimated,
    ...(skipped > 0
      ? [
          property && wrong
            ? words.note.wrongType(skipped, property, words.types[wrong])
            : words.note.skipped(skipped),
        ]
      : []),
    ...(!complete && searchedTo ? [words.note.incomplete(fullTime(searchedTo))] : []),
  ];
  const isSound = exact && complete && skipped === 0;
  return (
    <p className={s.note} data-partial={!isSound || undefined}>
      <i aria-hidden />
      {parts.join(' · ')}
    </p>
  );
}

/** How many events a figure rests on: the figure itself, where it counts them. */
function useEvents({ query }: ChartCard, scope: CardScope) {
  const { dataset, event, filters, agentId } = query;
  const all = { dataset, event, filters, agentId, aggregation: 'count' } as const;
  const isEvents = dataset === undefined && event !== undefined;
  return useQuery({ ...metricQuery(scope, all), enabled: isEvents }).data?.value;
}
