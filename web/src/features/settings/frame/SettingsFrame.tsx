import type { ReactNode } from 'react';
import { useMay } from '@/lib/role';
import { t } from '@/lib/strings';
import { Empty } from '@/ui/Notice';
import { Page } from '@/ui/Page';
import { NeedsRole } from './NeedsRole';
import { SETTINGS_PAGES, type SettingsPage } from './pages';
import { SettingsNav } from './SettingsNav';
import s from './settings.module.css';

interface Props {
  /** Which page; without one the first. */
  page: string | undefined;
  tools: ReactNode;
}

/** The frame of all settings: their pages at the left, the one that is open beside them. */
export function SettingsFrame({ page: id, tools }: Props) {
  const page = SETTINGS_PAGES.find((each) => each.id === (id ?? 'project'));
  const name = page?.name ?? t.settings.title;
  return (
    <Page
      title={page ? `${name} · ${t.settings.title}` : name}
      heading={t.settings.title}
      tools={tools}
    >
      <div className={s.frame}>
        <SettingsNav current={page?.id} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section key={page?.id} className={s.scroll} aria-label={name} tabIndex={0}>
          <div className={s.sheet}>
            {page ? (
              <Guarded page={page} />
            ) : (
              <Empty title={t.errors.notFound} text={t.errors.notFoundText} />
            )}
          </div>
        </section>
      </div>
    </Page>
  );
}

function Guarded({ page: { need, content: Content } }: { page: SettingsPage }) {
  const may = useMay(need ?? 'viewer');
  return need === null || may ? <Content /> : <NeedsRole need={need} />;
}
