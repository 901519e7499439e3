import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ScoreKind, ScoreSummary } from '@/api/scores';
import { axisCount, count, intervalText, percent } from '@/lib/format';
import { t } from '@/lib/strings';
import { LineChart } from '@/ui/chart/LineChart';
import { valueTicks } from '@/ui/chart/ticks';
import { spanText } from '@/ui/histogram/model/time-ticks';
import { Card } from './Card';
import { meanText } from './model/figures';
import { scoreScale } from './model/scale';
import s from './scores.module.css';
import { useScoreSearch } from './search';

const words = t.scores.page;

function bucketsOf({ series, intervalSeconds }: ScoreSummary) {
  return series.map((point) => {
    const start = Date.parse(point.start);
    const end = start + intervalSeconds * 1000;
    return { start, end, name: spanText({ from: start, to: end }) };
  });
}

/** What a chart of means draws; labels have none, and are counted. */
function courseOf({ series, total }: ScoreSummary, kind: ScoreKind) {
  if (total.mean === null) {
    const values = series.map((point) => point.count);
    const ticks = valueTicks(Math.max(...values), 3);
    return {
      title: words.countOver,
      label: words.countChart,
      line: { id: 'count', label: words.count, color: 'var(--agent)', values },
      scale: { ticks: ticks.map((value) => ({ value, label: axisCount(value) })) },
      format: (value: number | null) => (value === null ? '–' : count(value)),
    };
  }
  const isShare = kind === 'boolean';
  const values = series.map(({ mean }) => mean);
  const told = values.filter((each) => each !== null);
  const bounds = { min: Math.min(...told), max: Math.max(...told) };
  // Means of scores that lie from 0 to 1 all over keep that axis, whatever they are.
  const isUnit = (total.min ?? 0) >= 0 && (total.max ?? 0) <= 1;
  return {
    title: isShare ? words.shareOver : words.over,
    label: words.overChart,
    line: {
      id: 'mean',
      label: isShare ? t.scores.yesNo.true : words.mean,
      color: 'var(--agent)',
      values,
    },
    scale: scoreScale(isUnit ? total : bounds, isShare ? percent : undefined),
    format: (value: number | null) => meanText(value, kind),
  };
}

/** The mean over time. A click lists the executions of a bucket. */
export function CourseCard({ summary, kind }: { summary: ScoreSummary; kind: ScoreKind }) {
  const navigate = useNavigate();
  const { search } = useScoreSearch();
  const buckets = useMemo(() => bucketsOf(summary), [summary]);
  const { title, label, line, scale, format } = courseOf(summary, kind);
  return (
    <Card title={title} aside={words.per(intervalText(summary.intervalSeconds))}>
      <div className={s.draw}>
        <LineChart
          label={label}
          buckets={buckets}
          lines={[line]}
          scale={scale}
          format={format}
          height={200}
          hint={t.overview.chartHint}
          onOpen={(index) =>
            navigate({
              to: '/executions',
              search: {
                scoreName: summary.name,
                agentId: search.agentId,
                range: undefined,
                from: new Date(buckets[index].start).toISOString(),
                to: new Date(buckets[index].end).toISOString(),
              },
            })
          }
        />
      </div>
    </Card>
  );
}
