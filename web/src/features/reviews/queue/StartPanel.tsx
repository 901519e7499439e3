import { CircleCheck, ListChecks } from 'lucide-react';
import { useMay } from '@/lib/role';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Kbd } from '@/ui/Kbd';
import { tabOf, useReviewSearch } from '../search';
import s from './queue.module.css';
import type { Flow } from './useFlow';

const words = t.reviews.start;

interface StartPanelProps {
  flow: Flow;
  /** How many wait; undefined while that is not known. */
  waiting: number | undefined;
}

/** Nothing is open: a way to begin, or word that all is done. */
export function StartPanel({ flow, waiting }: StartPanelProps) {
  const { search } = useReviewSearch();
  const mayWrite = useMay('editor');
  const isQueue = tabOf(search) === 'queue';
  const isDone = isQueue && waiting !== undefined && waiting <= (flow.left ?? 0);
  const Icon = isDone ? CircleCheck : ListChecks;
  return (
    <div className={s.start} data-done={isDone || undefined}>
      <Icon aria-hidden />
      <h2>{isDone ? words.done : isQueue ? words.title(waiting ?? 0) : words.choose}</h2>
      <p>{isDone ? words.doneText(flow.left ?? 0) : isQueue ? words.text : words.chooseText}</p>
      {isQueue && !isDone && mayWrite && (
        <Button look="primary" disabled={flow.isTaking} onClick={flow.next}>
          {words.begin} <Kbd>N</Kbd>
        </Button>
      )}
    </div>
  );
}
