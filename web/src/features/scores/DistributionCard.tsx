import { Link } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import type { ScoreKind, ScoreSummary } from '@/api/scores';
import { cx } from '@/lib/cx';
import { count, percent } from '@/lib/format';
import { t } from '@/lib/strings';
import { Card } from './Card';
import { type Bar, bars } from './model/distribution';
import s from './scores.module.css';
import { useScoreSearch } from './search';

const words = t.scores.page;
/** The server names no more labels. */
const MOST_LABELS = 50;

/** How the scores lie: bands of numbers, yes and no, or labels. */
export function DistributionCard({ summary, kind }: { summary: ScoreSummary; kind: ScoreKind }) {
  const all = bars(summary, kind);
  const most = Math.max(1, ...all.map((bar) => bar.count));
  const isCut = summary.labels.length >= MOST_LABELS;
  return (
    <Card
      title={words.distribution}
      aside={isCut ? words.topLabels(summary.labels.length) : undefined}
    >
      <ul className={s.bars}>
        {all.map((bar) => (
          <BarRow
            key={bar.key}
            bar={bar}
            name={summary.name}
            share={bar.count / most}
            part={bar.count / summary.total.count}
          />
        ))}
      </ul>
    </Card>
  );
}

interface BarRowProps {
  bar: Bar;
  name: string;
  /** Of the longest bar. */
  share: number;
  /** Of all scores. */
  part: number;
}

function BarRow({ bar, name, share, part }: BarRowProps) {
  const { search } = useScoreSearch();
  const content = (
    <>
      <bdi className={cx('clip', 'num')} title={bar.label}>
        {bar.label}
      </bdi>
      <i style={{ '--share': `${share * 100}%` } as CSSProperties} aria-hidden />
      <span className="num">{count(bar.count)}</span>
      <small className="num">{percent(part)}</small>
    </>
  );
  if (!bar.bounds || bar.count === 0) return <li className={s.barRow}>{content}</li>;
  return (
    <li>
      <Link
        to="/executions"
        search={{ scoreName: name, ...bar.bounds, agentId: search.agentId }}
        className={s.barRow}
        title={words.bandHint(bar.label, bar.count)}
      >
        {content}
      </Link>
    </li>
  );
}
