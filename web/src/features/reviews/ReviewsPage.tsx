import type { ReactNode } from 'react';
import { t } from '@/lib/strings';
import { Page } from '@/ui/Page';

interface ReviewsPageProps {
  /** The review that the address names. */
  reviewId: string | undefined;
  tools: ReactNode;
}

/** What waits for a reviewer and what was reviewed; one of them with its conversation and the form. */
export function ReviewsPage({ reviewId, tools }: ReviewsPageProps) {
  return (
    <Page title={t.reviews.title} tools={tools}>
      <div>{reviewId}</div>
    </Page>
  );
}
