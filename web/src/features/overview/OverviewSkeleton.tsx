import { cx } from '@/lib/cx';
import { t } from '@/lib/strings';
import { Bone } from '@/ui/Notice';
import s from './overview.module.css';
import tiles from './tiles.module.css';

const TILES = [0, 1, 2, 3, 4, 5];
const ROWS = [0, 1, 2, 3, 4, 5];

/** The page's shape while its figures are read. */
export const OverviewSkeleton = () => (
  <>
    <div className={cx(s.card, tiles.tiles)} role="status" aria-busy aria-label={t.loading}>
      {TILES.map((tile) => (
        <div key={tile} className={cx(tiles.tile, tiles.tileBones)}>
          <Bone width="46%" />
          <Bone width="62%" />
          <Bone width="78%" />
        </div>
      ))}
    </div>
    <div className={cx(s.card, s.w7, s.chartBones)}>
      <Bone width={130} />
    </div>
    <div className={cx(s.card, s.w5, s.chartBones)}>
      <Bone width={80} />
    </div>
    {[0, 1, 2].map((card) => (
      <div key={card} className={cx(s.card, s.w4, s.listBones)}>
        {ROWS.map((row) => (
          <Bone key={row} width={`${90 - ((row * 29 + card * 17) % 45)}%`} />
        ))}
      </div>
    ))}
  </>
);
