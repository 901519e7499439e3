import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { count } from '@/lib/format';
import { useProject } from '@/lib/project';
import { useMay } from '@/lib/role';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { type Column, Table } from '@/ui/Table';
import { Tag } from '@/ui/Tag';
import type { Project } from '../api';
import { Card, Waiting } from '../frame/Sheet';
import { When } from '../shared/When';
import { NewProject } from './NewProject';
import { projectsQuery } from './queries';

const words = t.projectPage;

/** All projects of the person; owners make new ones. */
export function Projects() {
  const project = useProject();
  const projects = useQuery(projectsQuery);
  const isOwner = useMay('owner');
  const [isNew, setIsNew] = useState(false);
  const columns: Column<Project>[] = [
    {
      head: words.name,
      main: true,
      cell: ({ name }) =>
        name === project ? (
          <>
            {name} <Tag tone="run">{words.open}</Tag>
          </>
        ) : (
          <Link to="." search={(old: object) => ({ ...old, project: name })} className="link">
            {name}
          </Link>
        ),
    },
    { head: words.yourRole, width: 130, cell: ({ role }) => t.roles[role].name },
    { head: words.keys, width: 90, align: 'right', cell: ({ keyCount }) => count(keyCount) },
    {
      head: words.members,
      width: 100,
      align: 'right',
      cell: ({ memberCount }) => count(memberCount),
    },
    { head: words.created, width: 130, cell: ({ createdAt }) => <When at={createdAt} /> },
  ];
  return (
    <Card
      title={words.projects}
      flush
      tools={
        isOwner && (
          <Button small onClick={() => setIsNew(true)}>
            <Plus className="ico" aria-hidden />
            {words.create}
          </Button>
        )
      }
    >
      {projects.data ? (
        <Table
          label={words.projects}
          columns={columns}
          items={projects.data.items}
          keyOf={({ name }) => name}
        />
      ) : (
        <Waiting query={projects} />
      )}
      {isNew && <NewProject onClose={() => setIsNew(false)} />}
    </Card>
  );
}
