import { ChevronDown } from 'lucide-react';
import type { Ref } from 'react';
import { t } from '@/lib/strings';
import s from '../form.module.css';
import { actionCode, actionText, fittingActions } from '../model/actions';
import { Part } from './Part';
import { Suggest } from './Suggest';

const words = t.reviewForm;

interface Props {
  /** As it is stored: the code of a common action, or a text. */
  value: string;
  error: string | null;
  readOnly: boolean;
  ref: Ref<HTMLInputElement>;
  onChange: (stored: string) => void;
}

/** What was done about it: one of the common things, or any text. */
export const ActionField = ({ value, error, readOnly, ref, onChange }: Props) => (
  <Part label={words.action} keyName={readOnly ? undefined : 'A'} error={error} inline>
    {(control) => (
      <div className={s.pick} data-anchor data-still={readOnly || undefined}>
        <Suggest
          {...control}
          ref={ref}
          aria-keyshortcuts="A"
          opensOnClick
          placeholder={readOnly ? undefined : words.actionHint}
          readOnly={readOnly}
          listLabel={words.actionSuggestions}
          suggestions={fittingActions(value, words.actions).map((code) => ({
            value: code,
            label: words.actions[code],
          }))}
          value={actionText(value, words.actions)}
          onChange={(text) => onChange(actionCode(text, words.actions))}
          onChoose={onChange}
        />
        {!readOnly && <ChevronDown className="ico" aria-hidden />}
      </div>
    )}
  </Part>
);
