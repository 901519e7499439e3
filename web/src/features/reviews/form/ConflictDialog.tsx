import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '@/api/client';
import { type Review, type ReviewHistoryEntry, type ReviewStatus, reviewsKey } from '@/api/reviews';
import type { Page } from '@/api/types';
import { explain } from '@/lib/problem';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { FormDialog } from '@/ui/FormDialog';
import { Segmented } from '@/ui/Segmented';
import s from './conflict.module.css';
import { type Choices, differences, merged, type Side } from './model/conflict';
import { type Draft, written } from './model/draft';
import { fieldName, fieldText } from './model/field-text';
import { type FieldName, type Fields, fieldsOf } from './model/fields';

const words = t.reviewForm.conflict;
const SIDES = [
  { value: 'theirs' as const, label: words.theirs },
  { value: 'mine' as const, label: words.mine },
];

interface Props {
  draft: Draft;
  theirs: Review;
  /** How far it had come when the page last read it. */
  was: ReviewStatus | undefined;
  isSaving: boolean;
  error: unknown;
  onSave: (fields: Fields) => void;
  onClose: () => void;
}

/** Somebody changed the review first: field by field, whose words are saved. */
export function ConflictDialog(props: Props) {
  const { draft, theirs, was, isSaving, error, onSave, onClose } = props;
  const [choices, setChoices] = useState<Choices>({});
  const who = useChanger(theirs) ?? words.somebody;
  const [mine, other] = [written(draft), fieldsOf(theirs, null)];
  const all = differences(draft, other);
  const contested = all.filter(({ isContested }) => isContested);
  const alone = all.filter(({ isContested }) => !isContested);
  const chooseAll = (side: Side) =>
    setChoices(Object.fromEntries(contested.map(({ name }) => [name, side])));
  return (
    <FormDialog
      title={words.title}
      action={words.save}
      busy={isSaving}
      sticky
      failure={error ? explain(error) : null}
      onSubmit={() => onSave(merged(draft, other, choices))}
      onClose={onClose}
    >
      <p>
        {words.text(who)}
        {theirs.status !== was && ` ${words.status(t.reviews.status[theirs.status])}`}
      </p>
      {contested.length > 1 && (
        <p className={s.all}>
          <Button small onClick={() => chooseAll('theirs')}>
            {words.allTheirs}
          </Button>
          <Button small onClick={() => chooseAll('mine')}>
            {words.allMine}
          </Button>
        </p>
      )}
      {contested.map(({ name }) => (
        <Choice
          key={name}
          name={name}
          mine={mine}
          theirs={other}
          side={choices[name] ?? 'mine'}
          onChoose={(side) => setChoices((old) => ({ ...old, [name]: side }))}
        />
      ))}
      {alone.length > 0 && (
        <section className={s.alone}>
          <h3>{words.alsoTheirs}</h3>
          <dl>
            {alone.map(({ name }) => (
              <div key={name}>
                <dt>{fieldName(name)}</dt>
                <dd>{fieldText(name, other[name]) ?? words.nothing}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </FormDialog>
  );
}

interface ChoiceProps {
  name: FieldName;
  mine: Fields;
  theirs: Fields;
  side: Side;
  onChoose: (side: Side) => void;
}

const Choice = ({ name, mine, theirs, side, onChoose }: ChoiceProps) => (
  <section className={s.choice} aria-label={fieldName(name)}>
    <header>
      <h3>{fieldName(name)}</h3>
      <Segmented label={fieldName(name)} value={side} options={SIDES} onChange={onChoose} />
    </header>
    <div className={s.sides}>
      {[theirs, mine].map((fields, index) => (
        <p key={SIDES[index].value} data-chosen={side === SIDES[index].value || undefined}>
          <small>{SIDES[index].label}</small>
          <span dir="auto">{fieldText(name, fields[name]) ?? words.nothing}</span>
        </p>
      ))}
    </div>
  </section>
);

/** Who made the newest change. */
function useChanger({ reviewId, version, reviewedBy }: Review): string | undefined {
  const project = useProject();
  const newest = useQuery({
    queryKey: [...reviewsKey(project), 'changer', reviewId, version],
    queryFn: ({ signal }) => {
      const path = `/api/v1/reviews/${encodeURIComponent(reviewId)}/history`;
      return get<Page<ReviewHistoryEntry>>(path, { project, limit: 1 }, signal);
    },
  });
  if (!newest.data) return undefined;
  return newest.data.items[0]?.changedBy ?? reviewedBy;
}
