import { useState } from 'react';
import { fieldErrors, remainder } from '@/lib/problem';
import { t } from '@/lib/strings';
import { Input } from '@/ui/Field';
import { Check, FormField, formStyles } from '@/ui/Form';
import { FormDialog } from '@/ui/FormDialog';
import type { Scope } from '../api';
import { settingsStyles } from '../frame/Sheet';
import { KeyShown } from './KeyShown';
import s from './keys.module.css';
import { EMPTY_KEY, type KeyDraft, keyFaults, SCOPES, wishOf } from './model';
import { useCreateKey } from './queries';

const words = t.keysPage;
const SHOWN = ['label', 'scopes', 'limits.bytesPerSecond', 'limits.itemsPerSecond'];

/** Asks for a label and what the key may do, then shows the key, once. */
export function KeyDialog({ project, onClose }: { project: string; onClose: () => void }) {
  const create = useCreateKey(project);
  const [draft, setDraft] = useState<KeyDraft>(EMPTY_KEY);
  const [tried, setTried] = useState(false);
  if (create.data) return <KeyShown made={create.data} onClose={onClose} />;
  const found = keyFaults(draft);
  const own = tried ? found : {};
  const told = fieldErrors(create.error);
  const change = (part: Partial<KeyDraft>) => {
    if (create.error) create.reset();
    setDraft((old) => ({ ...old, ...part }));
  };
  function toggle(scope: Scope, isOn: boolean) {
    const scopes = new Set(draft.scopes);
    if (isOn) scopes.add(scope);
    else scopes.delete(scope);
    change({ scopes });
  }
  return (
    <FormDialog
      title={words.createTitle(project)}
      action={words.createKey}
      busy={create.isPending}
      failure={remainder(create.error, (field) => SHOWN.includes(field))}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (Object.keys(found).length === 0) create.mutate(wishOf(draft));
      }}
    >
      <FormField
        label={words.label}
        hint={words.labelHint}
        error={own.label ? words.labelMissing : told.label}
      >
        {(control) => (
          <Input
            {...control}
            autoFocus
            maxLength={200}
            placeholder={words.labelExample}
            value={draft.label}
            onChange={(event) => change({ label: event.target.value })}
          />
        )}
      </FormField>
      <fieldset className={s.scopeChoice}>
        <legend className={formStyles.label}>{words.mayDo}</legend>
        {SCOPES.map((scope) => (
          <Check
            key={scope}
            label={scope}
            hint={words.scopeTexts[scope]}
            checked={draft.scopes.has(scope)}
            onChange={(isOn) => toggle(scope, isOn)}
          />
        ))}
        {(own.scopes || told.scopes) && (
          <p className={formStyles.error} role="alert">
            {own.scopes ? words.scopesMissing : told.scopes}
          </p>
        )}
      </fieldset>
      <div className={settingsStyles.pair}>
        <FormField
          label={words.bytesLimit}
          note={t.optional}
          error={own.bytes ? words.notBytes : told['limits.bytesPerSecond']}
        >
          {(control) => (
            <Input
              {...control}
              placeholder={words.serverLimits}
              value={draft.bytesPerSecond}
              onChange={(event) => change({ bytesPerSecond: event.target.value })}
            />
          )}
        </FormField>
        <FormField
          label={words.itemsLimit}
          note={t.optional}
          error={own.items ? words.notCount : told['limits.itemsPerSecond']}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              placeholder={words.serverLimits}
              value={draft.itemsPerSecond}
              onChange={(event) => change({ itemsPerSecond: event.target.value })}
            />
          )}
        </FormField>
      </div>
      <p className={formStyles.hint}>{words.limitsHint}</p>
    </FormDialog>
  );
}
