import { useQuery } from '@tanstack/react-query';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { type Column, Table } from '@/ui/Table';
import { Tag } from '@/ui/Tag';
import type { PersonSession } from '../api';
import { Card, Waiting } from '../frame/Sheet';
import { Ago, When } from '../shared/When';
import { device } from './device';
import { sessionsQuery, useEndSessions } from './queries';

const words = t.profile;

/** Where the person is signed in; each session can be ended but this one, which signs out. */
export function Sessions() {
  const sessions = useQuery(sessionsQuery);
  const end = useEndSessions();
  const others = sessions.data?.items.filter(({ current }) => !current) ?? [];
  const columns: Column<PersonSession>[] = [
    {
      head: words.device,
      main: true,
      cell: ({ userAgent, current }) => (
        <span title={userAgent ?? undefined}>
          {device(userAgent) ?? words.unknownDevice}{' '}
          {current && <Tag tone="ok">{words.thisOne}</Tag>}
        </span>
      ),
    },
    {
      head: words.address,
      width: 160,
      cell: ({ address }) => <span className="mono">{address ?? '–'}</span>,
    },
    { head: words.started, width: 120, cell: ({ startedAt }) => <When at={startedAt} /> },
    { head: words.lastSeen, width: 110, cell: ({ lastSeenAt }) => <Ago at={lastSeenAt} /> },
    {
      head: words.end,
      silent: true,
      width: 80,
      align: 'right',
      cell: (session) =>
        session.current ? null : (
          <Button
            small
            look="ghost"
            disabled={end.isPending}
            aria-label={words.endOf(device(session.userAgent) ?? words.unknownDevice)}
            onClick={() => end.mutate([session.id])}
          >
            {words.end}
          </Button>
        ),
    },
  ];
  return (
    <Card
      title={words.sessions}
      note={words.sessionsNote}
      flush
      tools={
        others.length > 1 && (
          <Button
            small
            disabled={end.isPending}
            onClick={() => end.mutate(others.map(({ id }) => id))}
          >
            {words.endOthers}
          </Button>
        )
      }
    >
      {sessions.data ? (
        <Table
          label={words.sessions}
          columns={columns}
          items={sessions.data.items}
          keyOf={({ id }) => String(id)}
        />
      ) : (
        <Waiting query={sessions} rows={2} />
      )}
    </Card>
  );
}
