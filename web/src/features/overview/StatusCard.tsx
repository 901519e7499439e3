import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Overview } from '@/api/types';
import { cx } from '@/lib/cx';
import { t } from '@/lib/strings';
import { STATUS_SERIES } from '@/ui/chart/statuses';
import { Histogram } from '@/ui/histogram/Histogram';
import type { TimeSpan } from '@/ui/histogram/model/buckets';
import { Card } from './Card';
import { statusHistogram } from './model/histogram';
import { within, withStatus } from './model/links';
import s from './overview.module.css';

const words = t.overview;

interface StatusCardProps {
  overview: Overview;
  isStale: boolean;
}

/** Executions over time. A click lists those of a bucket, a drag narrows the whole page. */
export function StatusCard({ overview, isStale }: StatusCardProps) {
  const navigate = useNavigate();
  const data = useMemo(() => statusHistogram(overview), [overview]);
  function go({ from, to }: TimeSpan) {
    const search = within(from, to);
    if (to - from <= data.interval) navigate({ to: '/executions', search });
    else navigate({ to: '/overview', search });
  }
  return (
    <Card title={words.byStatus} target={{}} className={s.w7} aside={<StatusKeys {...overview} />}>
      <div className={s.draw}>
        <Histogram
          label={words.byStatus}
          data={data}
          series={STATUS_SERIES}
          unit={t.listing.count}
          onZoom={go}
          isStale={isStale}
          height={222}
        />
      </div>
    </Card>
  );
}

const StatusKeys = ({ total }: Overview) => (
  <>
    {STATUS_SERIES.filter(({ name }) => total[name] > 0).map(({ name, label, color }) => (
      <Link
        key={name}
        to="/executions"
        search={withStatus(name)}
        className={cx(s.key, name === 'skipped' && 'wide')}
      >
        <i style={{ background: color }} />
        {words.statusKey(total[name], label)}
      </Link>
    ))}
  </>
);
