import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '@/api/session';
import { t } from '@/lib/strings';
import { type Column, Table } from '@/ui/Table';
import { Tag } from '@/ui/Tag';
import type { Person } from '../api';
import { Card, SheetHead, Waiting } from '../frame/Sheet';
import { Ago, When } from '../shared/When';
import { PersonActions } from './PersonActions';
import s from './people.module.css';
import { peopleQuery } from './queries';

const words = t.people;

/** Everybody who has an account, in whichever project. */
export function PeoplePage() {
  const people = useQuery(peopleQuery);
  const session = useQuery(sessionQuery);
  const own = session.data?.user.email;
  const columns: Column<Person>[] = [
    {
      head: words.person,
      main: true,
      cell: ({ email, owner }) => (
        <>
          {email} {email === own && <Tag tone="run">{t.members.you}</Tag>}{' '}
          {owner && <Tag>{t.roles.owner.name}</Tag>}
        </>
      ),
    },
    { head: words.projects, width: 250, cell: (person) => <Projects person={person} /> },
    {
      head: words.password,
      width: 92,
      wide: true,
      cell: ({ hasPassword }) =>
        hasPassword ? words.hasPassword : <span className="faint">{words.noPassword}</span>,
    },
    { head: words.lastSeen, width: 104, cell: ({ lastSeenAt }) => <Ago at={lastSeenAt} /> },
    { head: words.since, width: 108, cell: ({ createdAt }) => <When at={createdAt} /> },
    {
      head: words.actions,
      silent: true,
      width: 52,
      align: 'right',
      cell: (person) => <PersonActions person={person} isOwn={person.email === own} />,
    },
  ];
  return (
    <>
      <SheetHead title={t.settings.pages.people} intro={words.intro} />
      <Card flush>
        {people.data ? (
          <Table
            label={t.settings.pages.people}
            columns={columns}
            items={people.data.items}
            keyOf={({ email }) => email}
          />
        ) : (
          <Waiting query={people} />
        )}
      </Card>
      <p className={s.how}>{words.how}</p>
    </>
  );
}

function Projects({ person }: { person: Person }) {
  if (person.owner) return <span className="dim">{words.all}</span>;
  if (person.projects.length === 0) return <span className="faint">{t.none}</span>;
  const text = person.projects
    .map(({ name, role }) => `${name} (${t.roles[role].name.toLowerCase()})`)
    .join(', ');
  return <span title={text}>{text}</span>;
}
