import { RATINGS, type ReviewRating, type ReviewStatus } from '@/api/reviews';
import { t } from '@/lib/strings';
import { Input } from '@/ui/Field';
import { FormField, formStyles } from '@/ui/Form';
import s from './export.module.css';
import { type ExportDraft, STATUSES } from './model';

const words = t.reviewExport;

interface FiltersProps {
  draft: ExportDraft;
  onChange: (part: Partial<ExportDraft>) => void;
}

/** Which reviews are meant. */
export function Filters({ draft, onChange }: FiltersProps) {
  const { statuses } = draft;
  const toggleStatus = (status: ReviewStatus) => {
    const next = toggled(statuses, status);
    // None at all would be taken for the usual one.
    onChange({ statuses: next.length > 0 ? next : statuses });
  };
  return (
    <fieldset className={s.filters} aria-label={words.filters}>
      <Choice
        label={words.status}
        values={STATUSES}
        names={t.reviews.status}
        chosen={statuses}
        onToggle={toggleStatus}
      />
      <Choice
        label={words.rating}
        note={words.any}
        values={RATINGS}
        names={t.reviews.rating}
        chosen={draft.ratings}
        onToggle={(rating: ReviewRating) => onChange({ ratings: toggled(draft.ratings, rating) })}
      />
      <FormField label={words.agents} note={words.several}>
        {(control) => (
          <Input
            {...control}
            spellCheck={false}
            value={draft.agents}
            onChange={(event) => onChange({ agents: event.target.value })}
          />
        )}
      </FormField>
      <FormField label={words.tags} note={words.several}>
        {(control) => (
          <Input
            {...control}
            spellCheck={false}
            value={draft.tags}
            onChange={(event) => onChange({ tags: event.target.value })}
          />
        )}
      </FormField>
      <FormField label={words.since}>
        {(control) => (
          <Input
            {...control}
            type="date"
            value={draft.since}
            onChange={(event) => onChange({ since: event.target.value })}
          />
        )}
      </FormField>
    </fieldset>
  );
}

function toggled<T>(all: readonly T[], one: T): T[] {
  return all.includes(one) ? all.filter((each) => each !== one) : [...all, one];
}

interface ChoiceProps<T extends string> {
  label: string;
  /** What none of them means. */
  note?: string;
  values: readonly T[];
  names: Record<T, string>;
  chosen: readonly T[];
  onToggle: (value: T) => void;
}

/** Any of a few. */
const Choice = <T extends string>({
  label,
  note,
  values,
  names,
  chosen,
  onToggle,
}: ChoiceProps<T>) => (
  <fieldset className={formStyles.field}>
    <legend className={formStyles.label}>
      {label}
      {note && <small>{note}</small>}
    </legend>
    <div className={s.choice}>
      {values.map((value) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={() => onToggle(value)}
          />
          {names[value]}
        </label>
      ))}
    </div>
  </fieldset>
);
