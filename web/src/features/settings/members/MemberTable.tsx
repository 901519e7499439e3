import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Member } from '@/api/members';
import { sessionQuery } from '@/api/session';
import type { Role } from '@/api/types';
import { ROLES } from '@/lib/role';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Select } from '@/ui/Form';
import { Confirm } from '@/ui/FormDialog';
import { type Column, Table } from '@/ui/Table';
import { Tag } from '@/ui/Tag';
import { When } from '../shared/When';
import { useRemoveMember, useSetRole } from './queries';

const words = t.members;
const ROLE_OPTIONS = ROLES.map((value) => ({ value, label: t.roles[value].name }));

type Asked = { kind: 'remove'; member: Member } | { kind: 'role'; member: Member; role: Role };

export function MemberTable({ project, members }: { project: string; members: Member[] }) {
  const session = useQuery(sessionQuery);
  const own = session.data?.user.email;
  const [asked, setAsked] = useState<Asked | null>(null);
  const setRole = useSetRole(project);
  const removal = useRemoveMember(project, () => setAsked(null));
  const columns: Column<Member>[] = [
    {
      head: words.person,
      main: true,
      cell: ({ email, owner }) => (
        <>
          {email} {email === own && <Tag tone="run">{words.you}</Tag>}{' '}
          {owner && <Tag>{t.roles.owner.name}</Tag>}
        </>
      ),
    },
    {
      head: words.role,
      width: 150,
      cell: (member) =>
        member.owner ? (
          <span className="dim" title={words.ownerRole}>
            {t.roles.admin.name}
          </span>
        ) : (
          <Select
            label={words.roleOf(member.email)}
            value={member.role}
            options={ROLE_OPTIONS}
            onChange={(role) => {
              // Whoever takes the role of admin from themselves cannot give it back.
              if (member.email === own) setAsked({ kind: 'role', member, role });
              else setRole.mutate({ email: member.email, role });
            }}
          />
        ),
    },
    { head: words.since, width: 130, cell: ({ since }) => <When at={since} /> },
    {
      head: words.remove,
      silent: true,
      width: 94,
      align: 'right',
      cell: (member) =>
        member.owner ? null : (
          <Button
            small
            look="ghost"
            aria-label={words.removePerson(member.email)}
            onClick={() => setAsked({ kind: 'remove', member })}
          >
            {member.email === own ? words.leave : words.remove}
          </Button>
        ),
    },
  ];
  return (
    <>
      <Table label={words.members} columns={columns} items={members} keyOf={({ email }) => email} />
      {asked && (
        <Confirm
          title={asked.kind === 'role' ? words.demoteTitle : words.removeTitle}
          action={asked.kind === 'role' ? words.demote : words.remove}
          busy={removal.isPending}
          onClose={() => setAsked(null)}
          onConfirm={() => {
            if (asked.kind === 'remove') {
              removal.mutate(asked.member);
              return;
            }
            setAsked(null);
            setRole.mutate({ email: asked.member.email, role: asked.role });
          }}
        >
          <p>
            <b>{asked.member.email}</b>
          </p>
          <p>{asked.kind === 'role' ? words.demoteText : words.removeText(project)}</p>
        </Confirm>
      )}
    </>
  );
}
