import type { ReviewRating, ReviewStats } from '@/api/reviews';
import { t } from '@/lib/strings';
import { RatingIcon } from '../marks/Marks';
import { shares } from '../model/shares';
import { To } from './StatsStrip';
import s from './stats.module.css';

const words = t.reviews;

/** From good to bad, so that the bar reads like a scale. */
const SCALE = ['good', 'neutral', 'bad'] as const satisfies readonly ReviewRating[];

/** The ratings as a bar and in percents. */
export function Ratings({ counts }: { counts: ReviewStats['byRating'] }) {
  const percents = shares(SCALE.map((rating) => counts[rating]));
  if (percents.every((percent) => percent === 0)) return <p className="faint">–</p>;
  return (
    <div className={s.scale}>
      <span className={s.bar} aria-hidden>
        {SCALE.map((rating) => (
          <i key={rating} data-rating={rating} style={{ flexGrow: counts[rating] }} />
        ))}
      </span>
      {SCALE.map((rating, at) => (
        <To key={rating} search={{ tab: 'all', rating: [rating] }}>
          <span className={s.share} data-rating={rating} title={words.rating[rating]}>
            <RatingIcon rating={rating} />
            <span className="hidden">{words.rating[rating]}: </span>
            <span className="num">{percents[at]} %</span>
          </span>
        </To>
      ))}
    </div>
  );
}
