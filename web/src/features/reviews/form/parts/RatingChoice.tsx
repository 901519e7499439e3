import { Meh, ThumbsDown, ThumbsUp } from 'lucide-react';
import { RATINGS, type ReviewRating } from '@/api/reviews';
import { t } from '@/lib/strings';
import { Kbd } from '@/ui/Kbd';
import s from './choices.module.css';
import { Part } from './Part';

const words = t.reviewForm;
const ICONS = { good: ThumbsUp, bad: ThumbsDown, neutral: Meh };

interface Props {
  value: ReviewRating | null;
  error: string | null;
  readOnly: boolean;
  onChange: (value: ReviewRating) => void;
}

/** How it went: three large buttons, and the keys 1, 2, 3. */
export const RatingChoice = ({ value, error, readOnly, onChange }: Props) => (
  <Part label={words.rating} error={error} group>
    {(control) => (
      <fieldset
        className={s.rate}
        aria-label={words.rating}
        aria-describedby={control['aria-describedby']}
      >
        {RATINGS.map((rating, index) => {
          const Icon = ICONS[rating];
          return (
            <button
              key={rating}
              type="button"
              data-rating={rating}
              aria-pressed={rating === value}
              aria-keyshortcuts={String(index + 1)}
              disabled={readOnly && rating !== value}
              onClick={() => !readOnly && onChange(rating)}
            >
              <Icon className="ico" aria-hidden />
              {t.reviews.rating[rating]}
              {!readOnly && (
                <span className="wide" aria-hidden>
                  <Kbd>{String(index + 1)}</Kbd>
                </span>
              )}
            </button>
          );
        })}
      </fieldset>
    )}
  </Part>
);
