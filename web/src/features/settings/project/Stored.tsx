import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { bytes } from '@/lib/bytes';
import { count } from '@/lib/format';
import { t } from '@/lib/strings';
import { type Column, Table } from '@/ui/Table';
import { Card, Waiting } from '../frame/Sheet';
import { KINDS, type KindUsage, retentionQuery } from '../retention/queries';

const words = t.projectPage;

type Row = KindUsage & { kind: string };

/** What a project takes on disk, kind by kind. */
export function Stored({ project }: { project: string }) {
  const retention = useQuery(retentionQuery(project));
  const columns: Column<Row>[] = [
    { head: words.kind, main: true, cell: ({ kind }) => t.upkeep.kinds[kind] ?? kind },
    { head: words.size, width: 110, align: 'right', cell: (of) => bytes(of.bytes) },
    { head: words.rows, width: 130, align: 'right', cell: (of) => count(of.rows) },
    { head: words.days, width: 90, align: 'right', cell: (of) => count(of.days) },
    { head: words.oldest, width: 130, align: 'right', cell: (of) => of.oldestDay ?? '–' },
  ];
  return (
    <Card
      title={words.stored}
      note={words.storedNote}
      flush
      tools={
        <Link to="/settings/{-$page}" params={{ page: 'retention' }} className="link">
          {t.settings.pages.retention}
        </Link>
      }
    >
      {retention.data ? (
        <Table
          label={words.stored}
          columns={columns}
          items={KINDS.map((kind) => ({ kind, ...retention.data.usage[kind] }))}
          keyOf={({ kind }) => kind}
        />
      ) : (
        <Waiting query={retention} rows={2} />
      )}
    </Card>
  );
}
