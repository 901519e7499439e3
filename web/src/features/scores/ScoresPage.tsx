import type { ReactNode } from 'react';
import { useMedia } from '@/lib/media';
import { useShortcuts } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import { KeyHints } from '@/ui/KeyHints';
import { Failure } from '@/ui/Notice';
import { Page } from '@/ui/Page';
import { useScoreNames } from './queries';
import { ScoreCharts } from './ScoreCharts';
import { NamesSkeleton, ScoreChoice, ScoreNames } from './ScoreNames';
import { SendScore } from './SendScore';
import s from './scores.module.css';
import { useScoreSearch } from './search';

const words = t.scores.page;
/** Too narrow for the names beside the charts. */
const NARROW = '(max-width: 1000px)';

/** What judges, tests and people think, over time: one score at once. */
export function ScoresPage({ tools, sendKey }: { tools: ReactNode; sendKey: string | null }) {
  const { search, change } = useScoreSearch();
  const { query, names } = useScoreNames();
  const isNarrow = useMedia(NARROW);
  const shown = search.name ?? names[0]?.name;
  const step = (by: number) => {
    const at = names.findIndex(({ name }) => name === shown);
    const next = names[Math.max(0, Math.min(names.length - 1, at + by))];
    if (next) change({ name: next.name }, true);
  };
  useShortcuts({ j: () => step(1), k: () => step(-1) });
  const List = isNarrow ? ScoreChoice : ScoreNames;
  const isEmpty = query.isSuccess && names.length === 0 && !search.name;
  return (
    <Page title={t.scores.title} tools={tools}>
      {query.isError && !query.data && (
        <Failure error={query.error} onRetry={() => query.refetch()} />
      )}
      {isEmpty && <SendScore sendKey={sendKey} />}
      {!isEmpty && !(query.isError && !query.data) && (
        <div className={s.split}>
          <aside className={s.side}>
            {query.isPending && <NamesSkeleton />}
            {query.data && <List query={query} names={names} shown={shown} />}
            {!isNarrow && <KeyHints hints={words.keys} />}
          </aside>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <section className={s.page} aria-label={shown && t.scores.of(shown)} tabIndex={0}>
            {shown !== undefined && (
              <ScoreCharts
                key={shown}
                name={shown}
                kind={names.find(({ name }) => name === shown)?.kind}
              />
            )}
          </section>
        </div>
      )}
    </Page>
  );
}
