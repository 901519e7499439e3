import { useQuery } from '@tanstack/react-query';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { type Column, Table } from '@/ui/Table';
import type { Invitation } from '../api';
import { Card, Nothing, Waiting } from '../frame/Sheet';
import { When } from '../shared/When';
import { invitationsQuery, useRevokeInvitation } from './queries';

const words = t.members;

/** Who was asked and has not come yet. */
export function Invitations({ project }: { project: string }) {
  const invitations = useQuery(invitationsQuery(project));
  const revoke = useRevokeInvitation(project);
  const columns: Column<Invitation>[] = [
    { head: words.person, main: true, cell: ({ email }) => email },
    { head: words.role, width: 110, cell: ({ role }) => t.roles[role].name },
    {
      head: words.invitedBy,
      width: 190,
      cell: ({ createdBy, createdAt }) => <span title={createdAt}>{createdBy ?? '–'}</span>,
    },
    { head: words.expires, width: 130, cell: ({ expiresAt }) => <When at={expiresAt} /> },
    {
      head: words.revoke,
      silent: true,
      width: 94,
      align: 'right',
      cell: (invitation) => (
        <Button
          small
          look="ghost"
          disabled={revoke.isPending}
          aria-label={words.revokeInvitation(invitation.email)}
          onClick={() => revoke.mutate(invitation)}
        >
          {words.revoke}
        </Button>
      ),
    },
  ];
  const items = invitations.data?.items;
  return (
    <Card title={words.invitations} note={words.invitationsNote} flush>
      {!items && <Waiting query={invitations} rows={1} />}
      {items?.length === 0 && <Nothing>{words.noInvitations}</Nothing>}
      {items && items.length > 0 && (
        <Table
          label={words.invitations}
          columns={columns}
          items={items}
          keyOf={({ id }) => String(id)}
        />
      )}
    </Card>
  );
}
