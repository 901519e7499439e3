import { CircleCheck, ListChecks, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMay } from '@/lib/role';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Kbd } from '@/ui/Kbd';
import { isNarrowed, NO_FILTERS, tabOf, useReviewSearch } from '../search';
import s from './queue.module.css';
import type { Flow } from './useFlow';

const words = t.reviews.start;

interface StartPanelProps {
  flow: Flow;
  /** How many wait in the list that is shown; undefined while that is not known. */
  waiting: number | undefined;
  /** Nobody reviewed anything in this time. */
  isNew: boolean;
}

/** Nothing is open: a way to begin, or word that all is done. */
export function StartPanel({ flow, waiting, isNew }: StartPanelProps) {
  const { search, change } = useReviewSearch();
  const mayWrite = useMay('editor');
  const begin = (label: string) => (
    <Button look="primary" disabled={flow.isTaking} onClick={flow.next}>
      {label} <Kbd>N</Kbd>
    </Button>
  );
  if (tabOf(search) !== 'queue')
    return <Blank icon={ListChecks} title={words.choose} text={words.chooseText} />;
  if (waiting === 0 && isNarrowed(search))
    return (
      <Blank icon={CircleCheck} isDone title={words.done} text={words.noneFits}>
        <Button onClick={() => change(NO_FILTERS)}>{words.withoutFilters}</Button>
      </Blank>
    );
  if (waiting === 0 && isNew)
    return <Blank icon={ListChecks} title={words.none} text={words.noneText} />;
  if (waiting === 0 || flow.left !== null)
    return (
      <Blank icon={CircleCheck} isDone title={words.done} text={words.doneText(flow.left ?? 0)}>
        {flow.left !== null && flow.left > 0 && mayWrite && begin(words.again)}
      </Blank>
    );
  return (
    <Blank icon={ListChecks} title={words.title(waiting ?? 0)} text={words.text}>
      {mayWrite && begin(words.begin)}
    </Blank>
  );
}

interface BlankProps {
  icon: LucideIcon;
  title: string;
  text: string;
  isDone?: boolean;
  children?: ReactNode;
}

const Blank = ({ icon: Icon, title, text, isDone, children }: BlankProps) => (
  <div className={s.start} data-done={isDone}>
    <Icon aria-hidden />
    <h2>{title}</h2>
    <p>{text}</p>
    {children}
  </div>
);
