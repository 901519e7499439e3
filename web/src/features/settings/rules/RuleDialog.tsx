import { useState } from 'react';
import { ApiError } from '@/api/client';
import { PRIORITIES } from '@/api/reviews';
import { fieldErrors, remainder } from '@/lib/problem';
import { t } from '@/lib/strings';
import { Input } from '@/ui/Field';
import { FormField, Select } from '@/ui/Form';
import { FormDialog } from '@/ui/FormDialog';
import { settingsStyles } from '../frame/Sheet';
import { Condition } from './Condition';
import {
  draftOf,
  EMPTY_RULE,
  fieldOf,
  KINDS,
  type Rule,
  type RuleDraft,
  type RuleField,
  ruleFaults,
} from './model';
import { useSaveRule } from './queries';

const words = t.reviewRules;
const KIND_OPTIONS = KINDS.map((value) => ({ value, label: words.kinds[value] }));
const PRIORITY_OPTIONS = PRIORITIES.map((value) => ({ value, label: t.reviews.priority[value] }));

/** What the server says, by the fields of the form; a name that is taken is one of them. */
function refusals(error: unknown): Partial<Record<RuleField, string>> {
  const isTaken = error instanceof ApiError && error.problem?.code === 'name_taken';
  if (isTaken) return { name: error.message };
  return Object.fromEntries(
    Object.entries(fieldErrors(error)).map(([path, detail]) => [fieldOf(path) ?? path, detail]),
  );
}

interface RuleDialogProps {
  project: string;
  /** The one that is changed; null for a new one. */
  rule: Rule | null;
  onClose: () => void;
}

/** Asks what a rule looks for, and how what it finds is queued. */
export function RuleDialog({ project, rule, onClose }: RuleDialogProps) {
  const save = useSaveRule(project, rule, onClose);
  const [draft, setDraft] = useState<RuleDraft>(() => (rule ? draftOf(rule) : EMPTY_RULE));
  const [tried, setTried] = useState(false);
  const found = ruleFaults(draft);
  const told = refusals(save.error);
  const error = (field: RuleField) => {
    const own = tried ? found[field] : undefined;
    return own ? words.faults[own] : told[field];
  };
  const change = (part: Partial<RuleDraft>) => {
    if (save.error) save.reset();
    setDraft((old) => ({ ...old, ...part }));
  };
  return (
    <FormDialog
      title={rule ? words.editTitle : words.createTitle}
      action={rule ? t.settings.save : words.createIt}
      busy={save.isPending}
      failure={told.name ? null : remainder(save.error, (path) => fieldOf(path) !== undefined)}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (Object.keys(found).length === 0) save.mutate(draft);
      }}
    >
      <FormField label={words.name} error={error('name')}>
        {(control) => (
          <Input
            {...control}
            maxLength={100}
            placeholder={words.nameExample}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </FormField>
      <FormField label={words.when}>
        {(control) => (
          <Select
            control={control}
            value={draft.kind}
            options={KIND_OPTIONS}
            onChange={(kind) => change({ kind, subject: '', property: '', value: '' })}
          />
        )}
      </FormField>
      <Condition project={project} draft={draft} error={error} onChange={change} />
      <div className={settingsStyles.pair}>
        <FormField label={words.agent} note={t.optional} error={error('agent')}>
          {(control) => (
            <Input
              {...control}
              maxLength={128}
              placeholder={words.anyAgent}
              value={draft.agent}
              onChange={(event) => change({ agent: event.target.value })}
            />
          )}
        </FormField>
        <FormField label={words.priority}>
          {(control) => (
            <Select
              control={control}
              value={draft.priority}
              options={PRIORITY_OPTIONS}
              onChange={(priority) => change({ priority })}
            />
          )}
        </FormField>
      </div>
      <FormField label={words.tags} note={t.optional} hint={words.tagsHint} error={error('tags')}>
        {(control) => (
          <Input
            {...control}
            value={draft.tags}
            onChange={(event) => change({ tags: event.target.value })}
          />
        )}
      </FormField>
    </FormDialog>
  );
}
