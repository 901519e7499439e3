import { ChevronDown } from 'lucide-react';
import { t } from '@/lib/strings';
import controls from '@/ui/controls.module.css';
import { Popover } from '@/ui/Popover';
import type { Match } from '../../api/types';
import { type Field, findField, isBoolean, isGroup } from '../model/fields';
import { FieldMenu } from './FieldMenu';
import s from './picker.module.css';
import { scalarText, ValueOptions } from './ValueOptions';

const words = t.editor;

interface MatchPickerProps {
  fields: readonly Field[];
  match: Match | undefined;
  isInvalid: boolean;
  onChange: (match: Match) => void;
}

/** What has to hold for an event to count: a property, and its value. */
export function MatchPicker({ fields, match, isInvalid, onChange }: MatchPickerProps) {
  const field = findField(fields, match?.property);
  const values =
    match === undefined ? [] : Array.isArray(match.value) ? match.value : [match.value];
  const text = values.map(scalarText).join(', ').slice(0, 200);
  return (
    <div className={s.match}>
      <FieldMenu
        label={words.property}
        fields={fields.filter(isGroup)}
        value={match?.property}
        isInvalid={isInvalid}
        onChange={(name) => {
          const next = findField(fields, name);
          if (!next) return;
          const first = isBoolean(next) ? true : (next.values[0]?.value ?? '');
          onChange({ property: next.name, value: first });
        }}
      />
      <span>{words.is}</span>
      <Popover
        label={words.value}
        width={260}
        triggerClass={`${controls.field} ${s.trigger}`}
        triggerProps={{ disabled: !match }}
        trigger={
          <>
            <span className="hidden">{words.value}: </span>
            <span className="clip">{text || <span className="faint">{words.choose}</span>}</span>
            <ChevronDown className="ico" aria-hidden />
          </>
        }
      >
        {(close) =>
          match && (
            <ValueOptions
              autoFocus
              label={words.value}
              field={
                field ?? { name: match.property, types: ['text'], values: [], isComplete: false }
              }
              chosen={values}
              onChoose={(value) => {
                onChange({ property: match.property, value });
                close();
              }}
            />
          )
        }
      </Popover>
    </div>
  );
}
