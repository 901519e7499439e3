import { Link } from '@tanstack/react-router';
import { ArrowLeftRight } from 'lucide-react';
import { recallList } from '@/lib/last-list';
import { useLiveExecution } from '@/lib/live-execution';
import { useShortcuts } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Caveat, Empty } from '@/ui/Notice';
import { Page, pageStyles } from '@/ui/Page';
import { Comparison } from './Comparison';
import s from './compare.module.css';
import { Heads } from './head/Heads';
import { useCompareSearch } from './search';

const words = t.compare;

/** Two executions side by side: what differs. */
export function ComparePage() {
  const { search, change } = useCompareSearch();
  const left = useLiveExecution(search.left);
  const right = useLiveExecution(search.right);
  const swap = () => change({ left: search.right, right: search.left });
  useShortcuts({ s: swap });
  const isSame = search.left !== undefined && search.left === search.right;
  return (
    <Page
      title={words.title}
      heading={
        <>
          <Link to="/executions" search={recallList()} className={`${pageStyles.crumb} wide`}>
            {t.executions.title} /
          </Link>
          {words.title}
        </>
      }
      tools={
        <Button onClick={swap} title={`${words.swap} (s)`}>
          <ArrowLeftRight className="ico" aria-hidden />
          {words.swap}
        </Button>
      }
    >
      <div className={s.page}>
        <Heads left={left} right={right} />
        {isSame && <Caveat>{words.same}</Caveat>}
        {[left.data, right.data].map(
          (data, index) =>
            data?.tracesHasMore && (
              // biome-ignore lint/suspicious/noArrayIndexKey: left and right
              <Caveat key={index}>{words.cap(data.traces.length, data.tracesTotal)}</Caveat>
            ),
        )}
        {left.data && right.data && <Comparison left={left.data} right={right.data} />}
        {(search.left === undefined || search.right === undefined) && (
          <Empty title={words.pickTitle} text={words.pickHint} />
        )}
      </div>
    </Page>
  );
}
