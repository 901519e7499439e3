import { MOD } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import { Dialog } from '@/ui/Dialog';
import { Kbd } from '@/ui/Kbd';
import { closeOverlay } from './open';
import s from './palette.module.css';

const [everywhere, ...others] = t.keys.groups;
const OVERVIEW: [string, string] = ['g o', t.nav.overview.toLowerCase()];
const GROUPS = [
  { ...everywhere, keys: [...everywhere.keys.slice(0, 1), OVERVIEW, ...everywhere.keys.slice(1)] },
  t.listing.keys,
  ...others,
  t.trace.keys,
  t.compare.keys,
  { title: t.scores.title, keys: t.scores.page.keys },
  t.dashboards.keys,
  t.reviews.keys,
  t.reviewForm.keys,
];

/** All keyboard shortcuts. */
export function Keys() {
  return (
    <Dialog label={t.keys.title} onClose={closeOverlay}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={s.keys} tabIndex={0}>
        <h2>{t.keys.title}</h2>
        {GROUPS.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.keys.map(([keys, meaning]) => (
                <div key={keys}>
                  <dt>
                    {keys.split(' ').map((key) => (
                      <Kbd key={key}>{key === 'mod' ? MOD.trim() : key}</Kbd>
                    ))}
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
