import { useQuery } from '@tanstack/react-query';
import { bytes } from '@/lib/bytes';
import { count, duration } from '@/lib/format';
import { t } from '@/lib/strings';
import { Caveat } from '@/ui/Notice';
import { type Column, Table } from '@/ui/Table';
import { Tag, type Tone } from '@/ui/Tag';
import { Card, Nothing, Waiting } from '../frame/Sheet';
import { Ago } from '../shared/When';
import { type Cleanup, type RetentionRun, retentionRunQuery } from './queries';

const words = t.upkeep.jobs.retention;

const TONES: Record<RetentionRun['status'], Tone> = {
  completed: 'ok',
  failed: 'error',
  running: 'run',
  never: 'idle',
};

const COLUMNS: Column<Cleanup>[] = [
  { head: words.kind, main: true, cell: (of) => t.upkeep.kinds[of.collection] ?? of.collection },
  { head: words.rows, width: 110, align: 'right', cell: (of) => count(of.entries_deleted) },
  { head: words.days, width: 110, align: 'right', cell: (of) => count(of.partitions_dropped) },
  { head: words.freed, width: 90, align: 'right', cell: (of) => bytes(of.bytes_freed) },
  {
    head: words.left,
    width: 110,
    align: 'right',
    cell: (of) => (of.bytes === null ? '–' : bytes(of.bytes)),
  },
  { head: words.oldest, width: 110, align: 'right', cell: (of) => of.oldest_kept ?? '–' },
];

/** What the last run of retention took away, and what is left. */
export function LastRetention() {
  const run = useQuery(retentionRunQuery);
  const { data } = run;
  const bounds = data?.collections.flatMap((of) =>
    of.bounds_not_met.map((bound) => ({ ...bound, kind: of.collection })),
  );
  return (
    <Card
      title={words.title}
      flush
      note={
        data?.last_run && (
          <>
            <Ago at={data.last_run} /> · {duration(data.duration_ms)}
          </>
        )
      }
      tools={data && <Tag tone={TONES[data.status]}>{words.statuses[data.status]}</Tag>}
    >
      {!data && <Waiting query={run} />}
      {bounds?.map((bound) => (
        <Caveat key={`${bound.kind}${bound.project}`}>
          {words.bound(
            t.upkeep.kinds[bound.kind] ?? bound.kind,
            bound.project,
            bytes(bound.bytes),
            bytes(bound.max_bytes),
          )}
        </Caveat>
      ))}
      {data &&
        (data.collections.length > 0 ? (
          <Table
            label={words.title}
            columns={COLUMNS}
            items={data.collections}
            keyOf={({ collection }) => collection}
          />
        ) : (
          <Nothing>{words.never}</Nothing>
        ))}
    </Card>
  );
}
