import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { membersQuery } from '@/api/members';
import { useProject } from '@/lib/project';
import { ROLES } from '@/lib/role';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Card, Nothing, SheetHead, settingsStyles as s, Waiting } from '../frame/Sheet';
import { Invitations } from './Invitations';
import { InviteDialog } from './InviteDialog';
import { MemberTable } from './MemberTable';

const words = t.members;

/** Who may look into a project, and who was asked to. */
export function MembersPage() {
  const project = useProject();
  const members = useQuery(membersQuery(project));
  const [isInviting, setIsInviting] = useState(false);
  return (
    <>
      <SheetHead title={t.settings.pages.members} intro={words.intro(project)}>
        <Button look="primary" onClick={() => setIsInviting(true)}>
          <UserPlus className="ico" aria-hidden />
          {words.invite}
        </Button>
      </SheetHead>
      <Card
        title={words.members}
        note={members.data && words.count(members.data.items.length)}
        flush
      >
        {!members.data && <Waiting query={members} />}
        {members.data?.items.length === 0 && <Nothing>{words.none}</Nothing>}
        {members.data && members.data.items.length > 0 && (
          <MemberTable project={project} members={members.data.items} />
        )}
      </Card>
      <Invitations project={project} />
      <Card title={words.roles}>
        <dl className={s.facts}>
          {ROLES.map((role) => (
            <RoleFact key={role} name={t.roles[role].name} text={t.roles[role].text} />
          ))}
          <RoleFact name={t.roles.owner.name} text={t.roles.owner.text} />
        </dl>
      </Card>
      {isInviting && <InviteDialog project={project} onClose={() => setIsInviting(false)} />}
    </>
  );
}

const RoleFact = ({ name, text }: { name: string; text: string }) => (
  <>
    <dt>{name}</dt>
    <dd className="dim">{text}</dd>
  </>
);
