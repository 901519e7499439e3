import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useProject } from '@/lib/project';
import { useMay } from '@/lib/role';
import { t } from '@/lib/strings';
import { CopyButton } from '@/ui/CopyButton';
import { Card, SheetHead, settingsStyles as s } from '../frame/Sheet';
import { Snippet } from '../shared/Secret';
import { When } from '../shared/When';
import { Projects } from './Projects';
import { projectsQuery } from './queries';
import { Stored } from './Stored';

const words = t.projectPage;

/** What a project is, how to send to it, what it holds; and the other projects. */
export function ProjectPage() {
  const project = useProject();
  const isAdmin = useMay('admin');
  return (
    <>
      <SheetHead title={project} intro={words.intro} />
      <Card title={words.send}>
        <Address />
        <Snippet title={words.example} code={example(location.origin)} copy={words.copyExample} />
        <p className="dim">
          {isAdmin ? (
            <Link to="/settings/{-$page}" params={{ page: 'keys' }} className="link">
              {words.makeKey}
            </Link>
          ) : (
            words.askForKey
          )}
        </p>
      </Card>
      {isAdmin && <Stored project={project} />}
      <Projects />
    </>
  );
}

/** One span by hand, to see that it arrives. */
const example = (address: string) => `curl ${address}/api/v1/traces \\
  -H "Authorization: Bearer $FAROL_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"name": "first-contact", "type": "agent_execution", "input": "Hello?", "output": "Hello!"}'`;

function Address() {
  const project = useProject();
  const projects = useQuery(projectsQuery);
  const found = projects.data?.items.find(({ name }) => name === project);
  return (
    <dl className={s.facts}>
      <dt>{t.firstRun.address}</dt>
      <dd>
        <span className="mono">{location.origin}</span>
        <CopyButton text={location.origin} label={t.firstRun.copyAddress} />
        <span className="faint">{t.firstRun.addressNote}</span>
      </dd>
      <dt>{words.created}</dt>
      <dd>
        <When at={found?.createdAt} />
      </dd>
    </dl>
  );
}
