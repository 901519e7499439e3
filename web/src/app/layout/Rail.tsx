import { Link } from '@tanstack/react-router';
import {
  ChartLine,
  LayoutDashboard,
  ListChecks,
  ListTree,
  MessagesSquare,
  ScrollText,
  Settings2,
} from 'lucide-react';
import { t } from '@/lib/strings';
import { Logo } from '@/ui/Logo';
import { HealthNote } from './HealthNote';
import { PersonMenu } from './PersonMenu';
import { ProjectSwitch } from './ProjectSwitch';
import s from './shell.module.css';

const PAGES = [
  { to: '/overview', name: t.nav.overview, icon: LayoutDashboard },
  { to: '/executions', name: t.nav.executions, icon: ListTree },
  { to: '/threads', name: t.nav.threads, icon: MessagesSquare },
  { to: '/logs', name: t.nav.logs, icon: ScrollText },
  { to: '/dashboards/{-$dashboardId}', name: t.nav.metrics, icon: ChartLine },
  { to: '/reviews/{-$reviewId}', name: t.reviews.title, icon: ListChecks },
  { to: '/settings/{-$page}', name: t.settings.title, icon: Settings2 },
] as const;

/** The rail at the left; on the phone a bar at the foot. */
export function Rail() {
  return (
    <div className={s.rail}>
      <div className={s.brand}>
        <Logo />
        {t.name}
      </div>
      <ProjectSwitch />
      <nav className={s.pages} aria-label={t.nav.label}>
        {PAGES.map(({ to, name, icon: Icon }) => (
          <Link key={to} to={to} className={s.nav} aria-label={name}>
            <Icon className="ico" aria-hidden />
            <span>{name}</span>
          </Link>
        ))}
      </nav>
      <footer className={s.foot}>
        <PersonMenu />
        <HealthNote />
      </footer>
    </div>
  );
}
