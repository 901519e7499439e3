import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { cx } from '@/lib/cx';
import { explain } from '@/lib/problem';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import controls from '@/ui/controls.module.css';
import { FormError, FormField, formStyles, Select } from '@/ui/Form';
import { Segmented } from '@/ui/Segmented';
import type { PrivacyPolicy } from '../api';
import { Card } from '../frame/Sheet';
import { DryRunResults } from './DryRunResults';
import { readSample } from './model';
import s from './privacy.module.css';
import { useDryRun } from './queries';

const words = t.privacy.trial;
const LASTS = ['20', '50', '100'] as const;
const EXAMPLE =
  '{"name": "chat", "input": {"email": "ana@example.com"}, "attributes": {"user.id": "7"}}';

interface Props {
  policy: PrivacyPolicy;
  /** Whether the policy can be sent. */
  isSound: boolean;
  onUnsound: () => void;
}

/** Shows what the policy as it is edited would change, and changes nothing. */
export function DryRun({ policy, isSound, onUnsound }: Props) {
  const trial = useDryRun(useProject());
  const [source, setSource] = useState<'recent' | 'sample'>('recent');
  const [last, setLast] = useState<(typeof LASTS)[number]>('50');
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  function run() {
    if (!isSound) {
      onUnsound();
      return;
    }
    if (source === 'recent') {
      trial.mutate({ policy, last: Number(last) });
      return;
    }
    const sample = readSample(text);
    setProblem('problem' in sample ? words.problems[sample.problem] : null);
    if ('items' in sample) trial.mutate({ policy, sample: sample.items });
  }
  return (
    <Card
      title={words.title}
      note={words.note}
      tools={
        <Button disabled={trial.isPending} onClick={run}>
          <FlaskConical className="ico" aria-hidden />
          {words.run}
        </Button>
      }
    >
      <div className={s.source}>
        <Segmented
          label={words.source}
          value={source}
          options={[
            { value: 'recent', label: words.recent },
            { value: 'sample', label: words.sample },
          ]}
          onChange={setSource}
        />
        {source === 'recent' && (
          <Select
            label={words.howMany}
            className={s.howMany}
            value={last}
            options={LASTS.map((value) => ({ value, label: words.last(value) }))}
            onChange={setLast}
          />
        )}
      </div>
      {source === 'sample' && (
        <FormField label={words.sampleLabel} hint={words.sampleHint} error={problem}>
          {(control) => (
            <textarea
              {...control}
              className={cx(controls.input, formStyles.text, 'mono')}
              rows={4}
              spellCheck={false}
              placeholder={EXAMPLE}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </FormField>
      )}
      <FormError>{trial.error && explain(trial.error)}</FormError>
      {trial.data && <DryRunResults result={trial.data} isSample={source === 'sample'} />}
    </Card>
  );
}
