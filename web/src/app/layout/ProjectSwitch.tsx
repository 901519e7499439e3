import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { Check, ChevronDown, Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { sessionQuery } from '@/api/session';
import { useProject } from '@/lib/project';
import { useMay } from '@/lib/role';
import { t } from '@/lib/strings';
import { Popover, PopoverItem, popoverStyles } from '@/ui/Popover';
import s from './shell.module.css';

const NewProject = lazy(async () => {
  const { NewProject } = await import('@/features/settings/project/NewProject');
  return { default: NewProject };
});

const Mark = ({ name }: { name: string }) => (
  <span className={s.mark} data-letter={[...name][0]?.toUpperCase()} aria-hidden />
);

export function ProjectSwitch() {
  const project = useProject();
  const session = useQuery(sessionQuery);
  const navigate = useNavigate();
  const isOwner = useMay('owner');
  const [isNew, setIsNew] = useState(false);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  // The settings are the same pages of another project.
  const home = path.startsWith('/settings') ? '.' : '/overview';
  return (
    <>
      <Popover
        label={t.project.switch}
        width={220}
        triggerClass={s.switch}
        triggerProps={{ 'aria-label': t.project.current(project) }}
        trigger={
          <>
            <Mark name={project} />
            <span className="clip">{project}</span>
            <ChevronDown className="ico" aria-hidden />
          </>
        }
      >
        {(close) => (
          <>
            <p className={popoverStyles.head}>{t.project.title}</p>
            {session.data?.projects.map(({ name }) => (
              <PopoverItem
                key={name}
                aria-current={name === project}
                onClick={() => {
                  close();
                  // Filters and ids belong to the project left behind; the time range does not.
                  navigate({
                    to: home,
                    search: ({ range, from, to }) => ({ range, from, to, project: name }),
                  });
                }}
              >
                <Mark name={name} />
                <span className="clip">{name}</span>
                <span className="grow" />
                {name === project && <Check className="ico" aria-hidden />}
              </PopoverItem>
            ))}
            {isOwner && (
              <>
                <hr className={popoverStyles.rule} />
                <PopoverItem
                  onClick={() => {
                    close();
                    setIsNew(true);
                  }}
                >
                  <Plus className="ico" aria-hidden />
                  {t.access.newProject}
                </PopoverItem>
              </>
            )}
          </>
        )}
      </Popover>
      {isNew && (
        <Suspense>
          <NewProject onClose={() => setIsNew(false)} />
        </Suspense>
      )}
    </>
  );
}
