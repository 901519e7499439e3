import { useParams } from '@tanstack/react-router';
import { ReviewsPage } from '@/features/reviews/ReviewsPage';
import { USUAL_RANGE } from '@/features/reviews/search';
import { ScoresLink } from '@/features/scores/ScoresLink';
import { BarTools } from './layout/BarTools';

export function ReviewsRoute() {
  const { reviewId } = useParams({ strict: false });
  return (
    <ReviewsPage
      reviewId={reviewId}
      tools={
        <>
          <ScoresLink />
          <BarTools usualRange={USUAL_RANGE} />
        </>
      }
    />
  );
}
