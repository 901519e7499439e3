import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '@/api/session';
import { t } from '@/lib/strings';
import { Tag } from '@/ui/Tag';
import { Card, SheetHead, settingsStyles as s } from '../frame/Sheet';
import { Look } from './Look';
import { PasswordForm } from './PasswordForm';
import { Sessions } from './Sessions';

const words = t.profile;

/** The person: who they are here, their password, where they are signed in, how the portal looks. */
export function ProfilePage() {
  const session = useQuery(sessionQuery);
  if (!session.data) return null;
  const { user, projects } = session.data;
  return (
    <>
      <SheetHead title={t.settings.pages.profile} intro={words.intro} />
      <Card title={words.account}>
        <dl className={s.facts}>
          <dt>{t.signIn.email}</dt>
          <dd>
            {user.email} {user.owner && <Tag>{t.roles.owner.name}</Tag>}
          </dd>
          <dt>{words.roles}</dt>
          <dd>
            {user.owner && words.everywhere}
            {!user.owner && projects.length === 0 && t.none}
            {!user.owner &&
              projects.map(({ name, role }) => (
                <span key={name}>
                  {name} <Tag>{t.roles[role].name}</Tag>
                </span>
              ))}
          </dd>
        </dl>
      </Card>
      <Look />
      <PasswordForm hasPassword={user.hasPassword} email={user.email} />
      <Sessions />
    </>
  );
}
