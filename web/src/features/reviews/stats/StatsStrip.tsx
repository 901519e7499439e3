import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ReviewStats } from '@/api/reviews';
import { count } from '@/lib/format';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Bone } from '@/ui/Notice';
import { Tag } from '@/ui/Tag';
import { inOneUnit } from '../model/span';
import type { Stats } from '../queries';
import { ADDRESS, NO_FILTERS, type ReviewSearch, useReviewSearch } from '../search';
import { Ratings } from './Ratings';
import s from './stats.module.css';

const words = t.reviews.stats;

/** The figures over the lists; each leads to what it counts. */
export function StatsStrip({ stats }: { stats: Stats }) {
  const { change } = useReviewSearch();
  const { data } = stats;
  return (
    <section className={s.strip} aria-label={words.label} aria-busy={stats.isPending}>
      <Figure failed={stats.isError} name={words.waiting}>
        {data && <Waiting stats={data} />}
      </Figure>
      <Figure failed={stats.isError} name={words.inProgress}>
        {data && <To search={{ tab: 'in_progress' }}>{count(data.byStatus.in_progress)}</To>}
      </Figure>
      <Figure failed={stats.isError} name={words.resolved}>
        {data && <To search={{ tab: 'done' }}>{count(data.byStatus.resolved)}</To>}
      </Figure>
      <Figure failed={stats.isError} name={words.resolution}>
        {data && <Resolution hours={data.avgResolutionHours} />}
      </Figure>
      <div className={s.ratings}>
        <h2>{words.ratings}</h2>
        {data ? (
          <Ratings counts={data.byRating} />
        ) : (
          <p className={s.scale}>
            <Nothing failed={stats.isError} />
          </p>
        )}
      </div>
      <span className="grow" />
      <Button
        className={s.export}
        aria-label={words.export}
        title={words.export}
        onClick={() => change({ export: '1' }, false)}
      >
        <Download className="ico" aria-hidden />
        <span>{words.export}</span>
      </Button>
    </section>
  );
}

interface FigureProps {
  name: string;
  failed: boolean;
  children: ReactNode;
}

const Figure = ({ name, failed, children }: FigureProps) => (
  <div className={s.figure}>
    <h2>{name}</h2>
    <p className="num">{children || <Nothing failed={failed} />}</p>
  </div>
);

const Nothing = ({ failed }: { failed: boolean }) =>
  failed ? <span className="faint">–</span> : <Bone width={42} />;

/** To a list, whatever else it was narrowed by. */
export const To = ({ search, children }: { search: ReviewSearch; children: ReactNode }) => (
  <Link
    from={ADDRESS}
    to="/reviews/{-$reviewId}"
    params={(old) => old}
    search={(old) => ({ ...old, ...NO_FILTERS, agentId: old.agentId, pane: 'queue', ...search })}
    className={s.to}
  >
    {children}
  </Link>
);

function Waiting({ stats }: { stats: ReviewStats }) {
  const critical = stats.waitingByPriority?.critical ?? 0;
  return (
    <>
      <To search={{ tab: undefined }}>{count(stats.waiting)}</To>
      {critical > 0 && (
        <To search={{ tab: undefined, priority: ['critical'] }}>
          <Tag tone="error">{words.critical(critical)}</Tag>
        </To>
      )}
    </>
  );
}

function Resolution({ hours }: { hours: number | null }) {
  const found = inOneUnit(hours);
  if (!found) return <span className="faint">–</span>;
  return words.unit[found.unit](found.value);
}
