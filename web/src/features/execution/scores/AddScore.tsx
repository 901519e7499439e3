import { useState } from 'react';
import { RefusedScore, type ScoreKind } from '@/api/scores';
import { cx } from '@/lib/cx';
import { explain } from '@/lib/problem';
import { t } from '@/lib/strings';
import controls from '@/ui/controls.module.css';
import { Input } from '@/ui/Field';
import { FormField, formStyles } from '@/ui/Form';
import { FormDialog } from '@/ui/FormDialog';
import { Segmented } from '@/ui/Segmented';
import { ScoreNameInput } from '@/ui/scores/ScoreNameInput';
import { EMPTY_SCORE, type ScoreDraft, type ScoreFault, scoreFaults, scoreOf } from './model';
import { useAddScore } from './useScores';

const words = t.scores;
const KINDS = (['number', 'boolean', 'label'] as const).map((value: ScoreKind) => ({
  value,
  label: words.kinds[value],
}));

interface AddScoreProps {
  executionId: string;
  /** One of its spans alone. */
  span?: { spanId: string; name: string };
  onClose: () => void;
}

/** Asks for a score by hand: a name, a value, and why. */
export function AddScore({ executionId, span, onClose }: AddScoreProps) {
  const add = useAddScore(onClose);
  const [draft, setDraft] = useState<ScoreDraft>(EMPTY_SCORE);
  const [tried, setTried] = useState(false);
  const found = scoreFaults(draft);
  const error = (fault: ScoreFault) => (tried && found.has(fault) ? words.faults[fault] : null);
  const change = (part: Partial<ScoreDraft>) => {
    if (add.error) add.reset();
    setDraft((old) => ({ ...old, ...part }));
  };
  const refusal = add.error instanceof RefusedScore ? add.error.message : explain(add.error);
  return (
    <FormDialog
      title={span ? words.addTo(span.name) : words.add}
      action={words.addIt}
      busy={add.isPending}
      failure={add.error ? refusal : null}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (found.size === 0) add.mutate(scoreOf(draft, executionId, span?.spanId));
      }}
    >
      <FormField label={words.name} hint={words.nameHint} error={error('name')}>
        {(control) => (
          <ScoreNameInput
            control={control}
            value={draft.name}
            onChange={(name) => change({ name })}
          />
        )}
      </FormField>
      <div className={formStyles.field}>
        <span className={formStyles.label}>{words.kind}</span>
        <span>
          <Segmented
            label={words.kind}
            value={draft.kind}
            options={KINDS}
            onChange={(kind) => change({ kind })}
          />
        </span>
      </div>
      <ValueField draft={draft} error={error} onChange={change} />
      <FormField label={words.comment} note={t.optional}>
        {(control) => (
          <textarea
            {...control}
            className={cx(controls.input, formStyles.text)}
            rows={3}
            maxLength={10_000}
            value={draft.comment}
            onChange={(event) => change({ comment: event.target.value })}
          />
        )}
      </FormField>
    </FormDialog>
  );
}

interface ValueFieldProps {
  draft: ScoreDraft;
  error: (fault: ScoreFault) => string | null;
  onChange: (part: Partial<ScoreDraft>) => void;
}

function ValueField({ draft, error, onChange }: ValueFieldProps) {
  if (draft.kind === 'boolean') {
    return (
      <div>
        <Segmented
          label={words.value}
          value={draft.boolean ? 'true' : 'false'}
          options={[
            { value: 'true', label: `✓ ${words.yesNo.true}` },
            { value: 'false', label: `✗ ${words.yesNo.false}` },
          ]}
          onChange={(value) => onChange({ boolean: value === 'true' })}
        />
      </div>
    );
  }
  const kind = draft.kind;
  return (
    <FormField
      key={kind}
      label={words.value}
      hint={kind === 'number' ? words.numberHint : undefined}
      error={error(kind)}
    >
      {(control) => (
        <Input
          {...control}
          inputMode={kind === 'number' ? 'decimal' : undefined}
          maxLength={200}
          value={draft[kind]}
          onChange={(event) => onChange({ [kind]: event.target.value })}
        />
      )}
    </FormField>
  );
}
