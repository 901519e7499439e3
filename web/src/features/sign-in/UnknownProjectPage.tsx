import { Link } from '@tanstack/react-router';
import { t } from '@/lib/strings';
import { buttonClass } from '@/ui/Button';
import { EntryCard } from './EntryCard';

const words = t.access;

/** For an address that names a project which is not there, or not for this person. */
export const UnknownProjectPage = ({ asked, names }: { asked: string; names: string[] }) => (
  <EntryCard title={words.unknownProject} onSubmit={() => undefined}>
    <p className="dim">{words.unknownProjectText(asked)}</p>
    {names.slice(0, 8).map((name) => (
      <Link key={name} to="/overview" search={{ project: name }} className={buttonClass()}>
        {name}
      </Link>
    ))}
  </EntryCard>
);
