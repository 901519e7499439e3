import { Fragment } from 'react';
import { t } from '@/lib/strings';
import { Input } from '@/ui/Field';
import { Check, FormField } from '@/ui/Form';
import { type Draft, VERBOSITIES } from './model';
import s from './privacy.module.css';

interface Props {
  draft: Draft;
  error: string | undefined;
  onChange: (part: Partial<Draft>) => void;
}

/** How much of payloads is kept. */
export function VerbosityChoice({ draft, error, onChange }: Props) {
  const words = t.privacy.verbosity;
  return (
    <fieldset className={s.verbosity}>
      <legend className="hidden">{t.privacy.whatIsKept}</legend>
      {VERBOSITIES.map((verbosity) => (
        <Fragment key={verbosity}>
          <Check
            radio="verbosity"
            label={words[verbosity].name}
            hint={words[verbosity].text}
            checked={draft.verbosity === verbosity}
            onChange={() => onChange({ verbosity })}
          />
          {verbosity === 'standard' && draft.verbosity === verbosity && (
            <FormField
              label={words.length}
              hint={words.lengthHint}
              error={error}
              className={s.length}
            >
              {(control) => (
                <Input
                  {...control}
                  inputMode="numeric"
                  className="num"
                  value={draft.maxLength}
                  onChange={(event) => onChange({ maxLength: event.target.value })}
                />
              )}
            </FormField>
          )}
        </Fragment>
      ))}
    </fieldset>
  );
}
