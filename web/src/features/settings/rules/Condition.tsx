// What is asked of executions, by the kind of the condition.
import { type ReactNode, useId } from 'react';
import { t } from '@/lib/strings';
import { Input } from '@/ui/Field';
import { type ControlProps, FormField, formStyles } from '@/ui/Form';
import { ScoreNameInput } from '@/ui/scores/ScoreNameInput';
import { settingsStyles } from '../frame/Sheet';
import type { RuleDraft, RuleField } from './model';
import { useEventNames } from './queries';

const words = t.reviewRules;

interface ConditionProps {
  project: string;
  draft: RuleDraft;
  error: (field: RuleField) => string | undefined;
  onChange: (part: Partial<RuleDraft>) => void;
}

export function Condition(props: ConditionProps) {
  switch (props.draft.kind) {
    case 'status':
      return <p className={formStyles.hint}>{words.failedHint}</p>;
    case 'sample':
      return (
        <TextField
          {...props}
          field="percent"
          label={words.percent}
          hint={words.percentHint}
          isNumber
        />
      );
    case 'tag':
      return <TextField {...props} field="subject" label={words.tag} hint={words.tagHint} />;
    case 'scoreBelow':
      return <Score {...props} />;
    case 'attribute':
      return (
        <div className={settingsStyles.pair}>
          <TextField {...props} field="subject" label={words.attribute} example="customer.tier" />
          <TextField
            {...props}
            field="value"
            label={words.value}
            note={t.optional}
            hint={words.anyValueHint}
          />
        </div>
      );
    default:
      return <Event {...props} />;
  }
}

function Score({ draft, error, onChange, ...rest }: ConditionProps) {
  return (
    <div className={settingsStyles.pair}>
      <FormField label={words.score} error={error('subject')}>
        {(control) => (
          <ScoreNameInput
            control={control}
            value={draft.subject}
            placeholder="helpful"
            onChange={(subject) => onChange({ subject })}
          />
        )}
      </FormField>
      <TextField
        {...{ draft, error, onChange, ...rest }}
        field="value"
        label={words.below}
        example={words.numberExample}
        isNumber
      />
    </div>
  );
}

function Event(props: ConditionProps) {
  const list = useId();
  const names = useEventNames(props.project);
  return (
    <>
      <TextField
        {...props}
        field="subject"
        label={words.event}
        example="feedback"
        hint={words.eventHint}
        list={list}
      />
      <datalist id={list}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <div className={settingsStyles.pair}>
        <TextField
          {...props}
          field="property"
          label={words.property}
          note={t.optional}
          example="thumbs"
        />
        <TextField
          {...props}
          field="value"
          label={words.value}
          note={t.optional}
          example="down"
          hint={words.anyValueHint}
        />
      </div>
    </>
  );
}

interface TextFieldProps extends ConditionProps {
  field: 'percent' | 'subject' | 'property' | 'value';
  label: string;
  note?: string;
  hint?: ReactNode;
  example?: string;
  list?: string;
  isNumber?: boolean;
}

const TextField = ({ draft, error, onChange, field, ...look }: TextFieldProps) => (
  <FormField label={look.label} note={look.note} hint={look.hint} error={error(field)}>
    {(control: ControlProps) => (
      <Input
        {...control}
        list={look.list}
        inputMode={look.isNumber ? 'decimal' : undefined}
        maxLength={200}
        spellCheck={false}
        placeholder={look.example}
        value={draft[field]}
        onChange={(event) => onChange({ [field]: event.target.value })}
      />
    )}
  </FormField>
);
