import { Plus } from 'lucide-react';
import { t } from '@/lib/strings';
import { buttonClass } from '@/ui/Button';
import { Popover, PopoverItem } from '@/ui/Popover';
import { type DraftRule, KINDS, MOST_RULES, moved, newRule } from './model';
import s from './privacy.module.css';
import { RuleRow } from './RuleRow';

interface Props {
  rules: DraftRule[];
  errors: Record<string, string | undefined>;
  onChange: (rules: DraftRule[]) => void;
}

/** What is redacted in what is kept, in the order in which it is done. */
export function Rules({ rules, errors, onChange }: Props) {
  const words = t.privacy.rules;
  return (
    <section className={s.rules} aria-label={words.title}>
      <header>
        <h4>{words.title}</h4>
        <span>{words.note}</span>
        <Popover
          label={words.add}
          width={280}
          triggerClass={buttonClass({ small: true })}
          triggerProps={{ disabled: rules.length >= MOST_RULES }}
          trigger={
            <>
              <Plus className="ico" aria-hidden />
              {words.add}
            </>
          }
        >
          {(close) =>
            KINDS.map((kind) => (
              <PopoverItem
                key={kind}
                className={s.kind}
                onClick={() => {
                  close();
                  onChange([...rules, newRule(kind)]);
                }}
              >
                <span>
                  <b>{words.kinds[kind].name}</b>
                  <small>{words.kinds[kind].text}</small>
                </span>
              </PopoverItem>
            ))
          }
        </Popover>
      </header>
      {rules.length === 0 && <p className={s.none}>{words.none}</p>}
      <ol>
        {rules.map((rule, index) => (
          <RuleRow
            key={rule.id}
            rule={rule}
            index={index}
            isLast={index === rules.length - 1}
            error={errors[`rules[${index}].${rule.kind}`]}
            otherError={errors[`rules[${index}].name`] ?? errors[`rules[${index}].replacement`]}
            onChange={(next) => onChange(rules.map((each) => (each === rule ? next : each)))}
            onMove={(by) => onChange(moved(rules, index, by))}
            onRemove={() => onChange(rules.filter((each) => each !== rule))}
          />
        ))}
      </ol>
    </section>
  );
}
