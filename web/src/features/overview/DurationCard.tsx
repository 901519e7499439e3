import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Overview } from '@/api/types';
import { duration, intervalText } from '@/lib/format';
import { t } from '@/lib/strings';
import { LineChart } from '@/ui/chart/LineChart';
import { durationScale } from '@/ui/chart/plot';
import { Card, Nothing } from './Card';
import { buckets } from './model/histogram';
import { longerThan, within } from './model/links';
import s from './overview.module.css';

const words = t.overview;

/** How long executions took. A click lists those of a bucket, the longest first. */
export function DurationCard({ overview }: { overview: Overview }) {
  const navigate = useNavigate();
  const { series, intervalSeconds } = overview;
  const places = useMemo(() => buckets(overview), [overview]);
  const p95 = series.map(({ p95DurationMs }) => p95DurationMs);
  const p50 = series.map(({ p50DurationMs }) => p50DurationMs);
  const most = Math.max(0, ...p95.map((each) => each ?? 0));
  const lines = [
    {
      id: 'p95',
      label: 'p95',
      color: 'color-mix(in srgb, var(--agent) 70%, var(--surface))',
      values: p95,
    },
    { id: 'p50', label: 'p50', color: 'var(--agent)', values: p50 },
  ];
  return (
    <Card
      title={words.duration}
      target={longerThan(null)}
      className={s.w5}
      aside={<span>{words.durationNote(intervalText(intervalSeconds))}</span>}
    >
      <div className={s.draw}>
        {p95.some((each) => each !== null) ? (
          <LineChart
            label={words.durationChart}
            buckets={places}
            lines={lines}
            scale={durationScale(most)}
            format={duration}
            hint={words.chartHint}
            onOpen={(index) => {
              const { start, end } = places[index];
              navigate({
                to: '/executions',
                search: { ...longerThan(null), ...within(start, end) },
              });
            }}
          />
        ) : (
          <Nothing>{words.noneEnded}</Nothing>
        )}
      </div>
    </Card>
  );
}
