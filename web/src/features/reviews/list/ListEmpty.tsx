import { Link } from '@tanstack/react-router';
import { useMay } from '@/lib/role';
import { t } from '@/lib/strings';
import { readRange } from '@/lib/time-range';
import { Button, buttonClass } from '@/ui/Button';
import { Empty } from '@/ui/Notice';
import { isNarrowed, NO_FILTERS, tabOf, USUAL_RANGE, useReviewSearch } from '../search';

const words = t.reviews.empty;

/** Nothing is there: because of the filters, of the time range, or because nothing waits or was reviewed. */
export function ListEmpty() {
  const { search, change } = useReviewSearch();
  const tab = tabOf(search);
  if (isNarrowed(search)) {
    return (
      <Empty title={words.noMatch} text={words.noMatchText}>
        <Button onClick={() => change(NO_FILTERS)}>{words.clear}</Button>
        {tab !== 'queue' && <AllTime />}
      </Empty>
    );
  }
  return (
    <Empty title={words.title[tab]} text={words.text[tab]}>
      {tab === 'queue' ? <ToRules /> : <AllTime />}
    </Empty>
  );
}

function AllTime() {
  const { search, change } = useReviewSearch();
  const range = readRange(search, USUAL_RANGE);
  if ('range' in range && range.range === 'all') return null;
  return (
    <Button onClick={() => change({ range: 'all', from: undefined, to: undefined })}>
      {words.lookAtAll}
    </Button>
  );
}

/** Rules put up what should be looked at. */
function ToRules() {
  const mayWrite = useMay('editor');
  if (!mayWrite) return null;
  return (
    <Link to="/settings/{-$page}" params={{ page: 'rules' }} className={buttonClass()}>
      {words.toRules}
    </Link>
  );
}
