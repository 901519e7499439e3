// The names that the project's scores have, to choose one from.
import { Link } from '@tanstack/react-router';
import type { ScoreName } from '@/api/scores';
import { cx } from '@/lib/cx';
import { briefTime, count } from '@/lib/format';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Select } from '@/ui/Form';
import { Bone } from '@/ui/Notice';
import type { ScoreNamesRead } from './queries';
import s from './scores.module.css';
import { useScoreSearch } from './search';

const words = t.scores.page;

type Props = ScoreNamesRead & { shown: string | undefined };

export const ScoreNames = ({ query, names, shown }: Props) => (
  <nav className={s.names} aria-label={words.names}>
    {names.map((each) => (
      <NameLink key={each.name} name={each} isShown={each.name === shown} />
    ))}
    {query.hasNextPage && (
      <Button look="ghost" disabled={query.isFetching} onClick={() => query.fetchNextPage()}>
        {words.moreNames}
      </Button>
    )}
  </nav>
);

function NameLink({ name, isShown }: { name: ScoreName; isShown: boolean }) {
  const { search } = useScoreSearch();
  return (
    <Link
      to="/scores"
      search={{ ...search, name: name.name }}
      className={s.nameLink}
      activeProps={{ 'aria-current': undefined }}
      aria-current={isShown ? 'page' : undefined}
    >
      <bdi className="clip" title={name.name}>
        {name.name}
      </bdi>
      <b className="num">{count(name.count)}</b>
      <small>{t.scores.kinds[name.kind]}</small>
      <small className="num">{words.seen(briefTime(name.lastTime))}</small>
    </Link>
  );
}

/** Where there is no room for a list. */
export function ScoreChoice({ names, shown }: Props) {
  const { change } = useScoreSearch();
  const known = names.some(({ name }) => name === shown) || shown === undefined;
  const own = known ? [] : [{ value: shown, label: shown }];
  const options = names.map(({ name, count: many }) => ({
    value: name,
    label: `${name} (${count(many)})`,
  }));
  return (
    <div className={s.choose}>
      <Select
        label={words.choose}
        value={shown ?? ''}
        options={[...own, ...options]}
        onChange={(name) => change({ name })}
      />
    </div>
  );
}

export const NamesSkeleton = () => (
  <div className={cx(s.names, s.bones)} role="status" aria-busy aria-label={t.loading}>
    {[70, 50, 60, 45, 65].map((width) => (
      <Bone key={width} width={`${width}%`} />
    ))}
  </div>
);
