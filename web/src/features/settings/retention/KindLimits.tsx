import { TriangleAlert } from 'lucide-react';
import { bytes } from '@/lib/bytes';
import { count } from '@/lib/format';
import { t } from '@/lib/strings';
import { Input } from '@/ui/Field';
import { FormField } from '@/ui/Form';
import { settingsStyles } from '../frame/Sheet';
import { fieldOf, type KindDraft, limitsOf, losses } from './model';
import type { Kind, Retention } from './queries';
import s from './retention.module.css';

const words = t.upkeep.retention;

interface Props {
  kind: Kind;
  draft: KindDraft;
  retention: Retention;
  /** What was typed can be read. */
  isSound: boolean;
  errors: Record<string, string | undefined>;
  onChange: (part: Partial<KindDraft>) => void;
}

/** The limits of one kind, what is stored of it, and what the next run would take away. */
export function KindLimits({ kind, draft, retention, isSound, errors, onChange }: Props) {
  const [daysField, bytesField] = [fieldOf(kind, 'Days'), fieldOf(kind, 'Bytes')];
  const { defaults } = retention;
  const usage = retention.usage[kind];
  const name = t.upkeep.kinds[kind] ?? kind;
  const own = limitsOf({ spans: draft, logs: draft, events: draft });
  const lost = isSound ? losses(usage, own[daysField] ?? defaults[daysField], own[bytesField]) : [];
  const room = defaults[bytesField];
  return (
    <fieldset className={s.kind}>
      <legend>
        {name}
        <small>
          {usage.days > 0
            ? words.stored(bytes(usage.bytes), count(usage.rows), usage.days)
            : words.nothingStored}
        </small>
      </legend>
      <div className={settingsStyles.pair}>
        <FormField
          label={words.days}
          hint={words.daysHint(defaults[daysField])}
          error={errors[daysField]}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              placeholder={String(defaults[daysField] ?? words.forEver)}
              value={draft.days}
              onChange={(event) => onChange({ days: event.target.value })}
            />
          )}
        </FormField>
        <FormField
          label={words.bytes}
          hint={room ? words.bytesHint(bytes(room)) : words.noBytesHint}
          error={errors[bytesField]}
        >
          {(control) => (
            <Input
              {...control}
              placeholder={words.noBound}
              value={draft.bytes}
              onChange={(event) => onChange({ bytes: event.target.value })}
            />
          )}
        </FormField>
      </div>
      {lost.map((loss) => (
        <p key={loss.by} className={s.loss} role="status">
          <TriangleAlert className="ico" aria-hidden />
          {loss.by === 'age'
            ? words.lossByAge(loss.firstKept, loss.oldest, loss.days)
            : words.lossBySize(bytes(loss.bytes))}
        </p>
      ))}
    </fieldset>
  );
}
