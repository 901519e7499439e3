import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Input } from '@/ui/Field';
import { FormField, Select } from '@/ui/Form';
import { type DraftRule, EXAMPLES, KINDS, LEAVES, PRESETS } from './model';
import s from './privacy.module.css';

const words = t.privacy.rules;
const KIND_OPTIONS = KINDS.map((value) => ({ value, label: words.kinds[value].name }));
const PRESET_OPTIONS = PRESETS.map((value) => ({ value, label: words.presets[value].name }));

interface Props {
  rule: DraftRule;
  index: number;
  isLast: boolean;
  error: string | undefined;
  /** Of the name or the replacement. */
  otherError: string | undefined;
  onChange: (rule: DraftRule) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}

/** One rule: what it looks for, and what it leaves. */
export function RuleRow({ rule, index, isLast, error, otherError, ...on }: Props) {
  const change = (part: Partial<DraftRule>) => on.onChange({ ...rule, ...part });
  return (
    <li className={s.rule} aria-label={words.one(index + 1)}>
      <div className={s.fields}>
        <FormField label={words.kind} className={s.kindField}>
          {(control) => (
            <Select
              control={control}
              value={rule.kind}
              options={KIND_OPTIONS}
              onChange={(kind) => change({ kind })}
            />
          )}
        </FormField>
        <What rule={rule} error={error} onChange={change} />
        <FormField label={words.replacement} className={s.replacement} error={otherError}>
          {(control) => (
            <Input
              {...control}
              className="mono"
              placeholder={rule.kind === 'preset' ? LEAVES[rule.preset] : '[redacted]'}
              value={rule.replacement ?? ''}
              onChange={(event) => change({ replacement: event.target.value || null })}
            />
          )}
        </FormField>
        <FormField label={words.name} className={s.name}>
          {(control) => (
            <Input
              {...control}
              placeholder={words.nameHint}
              maxLength={200}
              value={rule.name}
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </FormField>
      </div>
      <div className={s.moves}>
        <Button
          look="ghost"
          icon
          small
          aria-label={words.up(index + 1)}
          disabled={index === 0}
          onClick={() => on.onMove(-1)}
        >
          <ArrowUp className="ico" aria-hidden />
        </Button>
        <Button
          look="ghost"
          icon
          small
          aria-label={words.down(index + 1)}
          disabled={isLast}
          onClick={() => on.onMove(1)}
        >
          <ArrowDown className="ico" aria-hidden />
        </Button>
        <Button look="ghost" icon small aria-label={words.remove(index + 1)} onClick={on.onRemove}>
          <Trash2 className="ico" aria-hidden />
        </Button>
      </div>
    </li>
  );
}

interface WhatProps {
  rule: DraftRule;
  error: string | undefined;
  onChange: (part: Partial<DraftRule>) => void;
}

/** What a rule looks for. */
function What({ rule, error, onChange }: WhatProps) {
  const { kind } = rule;
  const { what, hint } = words.kinds[kind];
  if (kind === 'preset') {
    return (
      <FormField label={what} className={s.what} hint={words.presets[rule.preset].text}>
        {(control) => (
          <Select
            control={control}
            value={rule.preset}
            options={PRESET_OPTIONS}
            onChange={(preset) => onChange({ preset })}
          />
        )}
      </FormField>
    );
  }
  return (
    <FormField label={what} className={s.what} hint={hint} error={error}>
      {(control) => (
        <Input
          {...control}
          className="mono"
          autoFocus={!rule.text}
          spellCheck={false}
          placeholder={EXAMPLES[kind]}
          value={rule.text}
          onChange={(event) => onChange({ text: event.target.value })}
        />
      )}
    </FormField>
  );
}
