import { Info } from 'lucide-react';
import { fullTime } from '@/lib/format';
import { t } from '@/lib/strings';
import { Popover } from '@/ui/Popover';
import type { Answer, ChartCard } from '../api/types';
import { type CardScope, useCardAnswer } from '../charts/useCardAnswer';
import s from './board.module.css';

const words = t.dashboards.card;

/** What has to be known about a card's figures, where there is anything. */
export function CardNotes({ card, scope }: { card: ChartCard; scope: CardScope }) {
  const { data, error } = useCardAnswer(card, scope);
  const notes = data ? [...caveats(card, data), ...(error ? [words.stale] : [])] : [];
  if (notes.length === 0) return null;
  return (
    <Popover
      label={words.notes}
      width={260}
      triggerClass={s.note}
      triggerProps={{ 'aria-label': `${words.notes}: ${notes.join(' ')}`, title: notes.join('\n') }}
      trigger={<Info className="ico" aria-hidden />}
    >
      {() => (
        <ul className={s.notes}>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </Popover>
  );
}

function caveats(card: ChartCard, { exact, skipped, complete, searchedTo }: Answer): string[] {
  const { property = '', match } = card.query;
  return [
    ...(complete
      ? []
      : [searchedTo ? words.incomplete(fullTime(searchedTo)) : words.incompleteSoon]),
    ...(exact ? [] : [inexact(card)]),
    ...(skipped > 0 ? [words.skipped(skipped, property || (match?.property ?? ''))] : []),
  ];
}

/** Why figures are not exact. */
function inexact({ query }: ChartCard): string {
  if (query.aggregation === 'distinct_count') return words.estimate;
  return /^p\d+$/.test(query.aggregation) ? words.percentile : words.leftOut;
}
