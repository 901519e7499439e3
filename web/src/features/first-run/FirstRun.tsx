import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChartLine, ChevronRight, ListTree, ScrollText } from 'lucide-react';
import { useState } from 'react';
import { newestExecutionQuery } from '@/api/executions';
import { useProject } from '@/lib/project';
import { useMay } from '@/lib/role';
import { t } from '@/lib/strings';
import { Connection } from './Connection';
import s from './first-run.module.css';
import { KEY_PLACE, needsKey } from './model/ways';
import { Waiting } from './Waiting';
import { Ways } from './Ways';

/** Milliseconds between looks for the first span. */
const LOOK_EVERY = 1_200;

/** What a project shows until it has data. `onLeave` goes on to the list. */
export function FirstRun({ onLeave }: { onLeave: () => void }) {
  const project = useProject();
  const newest = useQuery({
    ...newestExecutionQuery(project),
    refetchInterval: ({ state }) => (state.data?.items.length ? false : LOOK_EVERY),
  });
  const mayMake = useMay('admin');
  const [made, setMade] = useState<string | null>(null);
  const key = made ?? (needsKey(location.hostname, project) ? KEY_PLACE : null);
  const target = { address: location.origin, key };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={s.scroll} aria-label={t.firstRun.heading} tabIndex={0}>
      <div className={s.start}>
        <div>
          <h2>{t.firstRun.heading}</h2>
          <p className={s.lead}>{t.firstRun.lead}</p>
          <Connection
            target={target}
            project={project}
            made={made}
            mayMake={mayMake}
            onMade={setMade}
          />
          <Ways target={target} />
          <p className={s.also}>{t.firstRun.also}</p>
        </div>
        <aside>
          <Waiting first={newest.data?.items[0]} onLeave={onLeave} />
          <Next />
        </aside>
      </div>
    </section>
  );
}

const NEXT = [
  { icon: ListTree, title: t.firstRun.follow, text: t.firstRun.followText, to: '/executions' },
  { icon: ScrollText, title: t.firstRun.logs, text: t.firstRun.logsText, to: '/logs' },
  {
    icon: ChartLine,
    title: t.firstRun.events,
    text: t.firstRun.eventsText,
    to: '/dashboards/{-$dashboardId}',
  },
] as const;

/** What there is to do once data comes. Executions have no page of their own before that. */
const Next = () => (
  <section className={s.next}>
    <h3>{t.firstRun.next}</h3>
    {NEXT.map(({ icon: Icon, title, text, to }) => {
      const words = (
        <>
          <Icon className="ico" aria-hidden />
          <span>
            <b>{title}</b>
            {text}
          </span>
        </>
      );
      if (to === '/executions') return <div key={to}>{words}</div>;
      return (
        <Link key={to} to={to}>
          {words}
          <ChevronRight className="ico" aria-hidden />
        </Link>
      );
    })}
  </section>
);
