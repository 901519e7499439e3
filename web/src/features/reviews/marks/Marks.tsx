// Status, rating and priority of a review, each as a mark that is told apart without its colour, and a word.
import {
  Circle,
  CircleCheck,
  CircleMinus,
  Contrast,
  Meh,
  ThumbsDown,
  ThumbsUp,
} from 'lucide-react';
import type { ReviewPriority, ReviewRating, ReviewStatus } from '@/api/reviews';
import { cx } from '@/lib/cx';
import { t } from '@/lib/strings';
import s from './marks.module.css';

const words = t.reviews;

const RATING_ICONS = { good: ThumbsUp, bad: ThumbsDown, neutral: Meh };
const STATUS_ICONS = {
  open: Circle,
  in_progress: Contrast,
  resolved: CircleCheck,
  dismissed: CircleMinus,
};
const LEVELS: Record<ReviewPriority, number> = { low: 1, medium: 2, high: 3, critical: 3 };

export function RatingIcon({ rating }: { rating: ReviewRating }) {
  const Icon = RATING_ICONS[rating];
  return <Icon className="ico" aria-hidden />;
}

export const RatingMark = ({ rating }: { rating: ReviewRating }) => (
  <span className={s.mark} data-rating={rating}>
    <RatingIcon rating={rating} />
    {words.rating[rating]}
  </span>
);

export function StatusMark({ status }: { status: ReviewStatus }) {
  const Icon = STATUS_ICONS[status];
  return (
    <span className={s.status} data-status={status} title={words.status[status]}>
      <Icon className="ico" aria-hidden />
      <span className="hidden">{words.status[status]}</span>
    </span>
  );
}

export const PriorityMark = ({ priority }: { priority: ReviewPriority }) => (
  <span className={s.mark} data-priority={priority}>
    <span className={s.levels} aria-hidden>
      {[1, 2, 3].map((level) => (
        <i key={level} className={cx(level > LEVELS[priority] && s.off)} />
      ))}
    </span>
    {words.priority[priority]}
  </span>
);
