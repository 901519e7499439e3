import { Link } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import type { Score } from '@/api/scores';
import { listTime } from '@/lib/format';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { ScoreValue } from '@/ui/scores/ScoreValue';
import { type Column, Table } from '@/ui/Table';
import { Time } from '@/ui/Time';
import { useExecutionId } from '../search';
import { ScoreName } from './ScoreChip';
import s from './scores.module.css';

const words = t.scores;

interface ScoreTableProps {
  scores: readonly Score[];
  /** What a span is called; undefined where it is not among those that are shown. */
  spanName: (spanId: string) => string | undefined;
  /** Absent for who may not. */
  onDelete?: (score: Score) => void;
}

export function ScoreTable({ scores, spanName, onDelete }: ScoreTableProps) {
  const columns: Column<Score>[] = [
    { head: words.name, width: 220, main: true, cell: (score) => <ScoreName score={score} /> },
    {
      head: words.value,
      width: 160,
      cell: ({ value, label }) => <ScoreValue value={value} label={label} />,
    },
    {
      head: words.comment,
      cell: ({ comment }) =>
        comment && (
          <span className={s.comment} dir="auto" title={comment.slice(0, 2_000)}>
            {comment.slice(0, 2_000)}
          </span>
        ),
    },
    {
      head: words.span,
      width: 200,
      cell: ({ spanId }) => spanId && <SpanLink spanId={spanId} name={spanName(spanId)} />,
    },
    { head: words.source, width: 120, cell: ({ source }) => <bdi>{source}</bdi> },
    {
      head: words.time,
      width: 124,
      cell: ({ timestamp }) => (
        <Time at={timestamp} className="num">
          {listTime(timestamp)}
        </Time>
      ),
    },
  ];
  const tools: Column<Score> = {
    head: words.delete,
    silent: true,
    width: 48,
    align: 'right',
    cell: (score) => (
      <Button
        look="ghost"
        icon
        small
        aria-label={words.deleteOne(score.name)}
        onClick={() => onDelete?.(score)}
      >
        <Trash2 className="ico" aria-hidden />
      </Button>
    ),
  };
  return (
    <div className={s.table}>
      <Table
        label={words.title}
        columns={onDelete ? [...columns, tools] : columns}
        items={scores}
        keyOf={({ id }) => id}
      />
    </div>
  );
}

/** Selects the span in the trace. */
function SpanLink({ spanId, name }: { spanId: string; name: string | undefined }) {
  const executionId = useExecutionId();
  return (
    <Link
      to="/executions/$executionId"
      params={{ executionId }}
      search={{ tab: 'trace', span: spanId }}
      className={name ? 'link' : 'link mono'}
    >
      <bdi>{name ?? spanId}</bdi>
    </Link>
  );
}
