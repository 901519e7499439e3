import type { KeyboardEvent, Ref } from 'react';
import { PRIORITIES, type ReviewPriority } from '@/api/reviews';
import { t } from '@/lib/strings';
import { Segmented } from '@/ui/Segmented';
import s from './choices.module.css';
import { Part } from './Part';

const words = t.reviewForm;
const OPTIONS = PRIORITIES.map((value) => ({ value, label: t.reviews.priority[value] }));
const STEPS: Record<string, number> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

interface Props {
  value: ReviewPriority;
  readOnly: boolean;
  ref: Ref<HTMLFieldSetElement>;
  onChange: (value: ReviewPriority) => void;
}

/** How much it matters; with the focus on it, the arrow keys choose. */
export function PriorityChoice({ value, readOnly, ref, onChange }: Props) {
  function press(event: KeyboardEvent<HTMLFieldSetElement>) {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const at = PRIORITIES.indexOf(value) + step;
    const next = Math.max(0, Math.min(PRIORITIES.length - 1, at));
    onChange(PRIORITIES[next]);
    event.currentTarget.querySelectorAll('button')[next]?.focus();
  }
  return (
    <Part label={words.priority} keyName={readOnly ? undefined : 'P'} inline group>
      {() =>
        readOnly ? (
          <span className={s.still}>{t.reviews.priority[value]}</span>
        ) : (
          <fieldset ref={ref} className={s.priority} onKeyDown={press}>
            <Segmented label={words.priority} value={value} options={OPTIONS} onChange={onChange} />
          </fieldset>
        )
      }
    </Part>
  );
}
