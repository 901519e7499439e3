import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { sessionQuery } from '@/api/session';
import { cx } from '@/lib/cx';
import { PHONE, useMedia } from '@/lib/media';
import { useProject } from '@/lib/project';
import { isAllowed } from '@/lib/role';
import { t } from '@/lib/strings';
import controls from '@/ui/controls.module.css';
import { formStyles } from '@/ui/Form';
import { type PageId, SETTINGS_PAGES, type SettingsPage } from './pages';
import s from './settings.module.css';

const GROUPS = ['project', 'installation', 'you'] as const;

interface Group {
  title: string;
  pages: SettingsPage[];
}

/** The pages that the person may see, by what they are about. */
function useGroups(): Group[] {
  const project = useProject();
  const session = useQuery(sessionQuery);
  const allowed = SETTINGS_PAGES.filter(
    ({ need }) => need === null || isAllowed(session.data, project, need),
  );
  const groups = GROUPS.map((group) => ({
    title: group === 'project' ? project : t.settings.groups[group],
    pages: allowed.filter((page) => page.group === group),
  }));
  return groups.filter(({ pages }) => pages.length > 0);
}

export function SettingsNav({ current }: { current: PageId | undefined }) {
  const groups = useGroups();
  const isPhone = useMedia(PHONE);
  if (isPhone) return <Choice groups={groups} current={current} />;
  return (
    <nav className={s.nav} aria-label={t.settings.title}>
      {groups.map(({ title, pages }) => (
        <div key={title}>
          <h2 className="clip">{title}</h2>
          {pages.map(({ id, name, icon: Icon }) => (
            <Link
              key={id}
              to="/settings/{-$page}"
              params={{ page: id }}
              aria-current={id === current ? 'page' : undefined}
            >
              <Icon className="ico" aria-hidden />
              {name}
            </Link>
          ))}
        </div>
      ))}
    </nav>
  );
}

/** On a phone a list to choose from. */
function Choice({ groups, current }: { groups: Group[]; current: PageId | undefined }) {
  const navigate = useNavigate();
  return (
    <div className={s.choose}>
      <select
        aria-label={t.settings.choose}
        className={cx(controls.input, formStyles.select)}
        value={current ?? ''}
        onChange={({ target }) =>
          navigate({ to: '/settings/{-$page}', params: { page: target.value } })
        }
      >
        {groups.map(({ title, pages }) => (
          <optgroup key={title} label={title}>
            {pages.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}
