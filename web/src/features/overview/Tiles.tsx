import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import type { Overview } from '@/api/types';
import { cx } from '@/lib/cx';
import { t } from '@/lib/strings';
import { Sparkline } from '@/ui/chart/Sparkline';
import { before } from './model/links';
import { type Tile, tiles } from './model/tiles';
import card from './overview.module.css';
import s from './tiles.module.css';

const words = t.overview;

/** The figures that say how things are, each with how it was before. */
export function Tiles({ overview }: { overview: Overview }) {
  return (
    <section className={cx(card.card, s.tiles)} aria-label={words.tiles}>
      {tiles(overview).map((tile) => (
        <TileLink key={tile.id} tile={tile} overview={overview} />
      ))}
    </section>
  );
}

/** The whole tile leads to its list; what was before leads to the list of then. */
function TileLink({ tile, overview }: { tile: Tile; overview: Overview }) {
  const { id, figure, change, isWorse, before: was, values, color, target } = tile;
  const isEstimate = id === 'cost' && overview.total.costEstimated;
  return (
    <div className={s.tile}>
      <h2>
        <Link to="/executions" search={target} title={words.tileHint[id]}>
          {words.tile[id]}
        </Link>
        <ChevronRight className="ico" aria-hidden />
      </h2>
      <strong className="num" title={isEstimate ? words.estimated : undefined}>
        {isEstimate && '~'}
        {figure.value}
        {figure.unit && <small> {figure.unit}</small>}
      </strong>
      <p className="num">
        {was === null ? (
          words.nothingBefore
        ) : (
          <>
            {change && <b className={cx(isWorse && 'bad')}>{change.text}</b>}{' '}
            <Link
              to="/executions"
              search={{ ...target, minDurationMs: undefined, ...before(overview) }}
              title={words.previousHint}
            >
              {words.from} {was}
            </Link>
          </>
        )}
      </p>
      <Sparkline values={values} color={color} />
    </div>
  );
}
