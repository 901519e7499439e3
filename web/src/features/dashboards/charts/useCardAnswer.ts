import { useQuery } from '@tanstack/react-query';
import { feedQuery, type MetricScope, metricQuery } from '../api/queries';
import type { ChartCard, FeedCard } from '../api/types';
import { asked, isAskable } from '../model/asked';

export interface CardScope extends MetricScope {
  /** Seconds between looks; none where nobody asked for any. */
  refreshSeconds?: number;
}

/** Figures of another time stay until those of this one are there. */
const keep = (project: string) => ({
  placeholderData: <T>(old: T | undefined, query?: { queryKey: readonly unknown[] }) =>
    query?.queryKey[1] === project ? old : undefined,
});

const every = ({ refreshSeconds }: CardScope) => ({
  refetchInterval: refreshSeconds ? refreshSeconds * 1_000 : (false as const),
});

/** The figures of a card, as its chart draws them. */
export const useCardAnswer = (card: ChartCard, scope: CardScope) =>
  useQuery({
    ...metricQuery(scope, asked(card, scope.range)),
    ...every(scope),
    ...keep(scope.project),
    enabled: isAskable(card),
  });

/** More than a card shows at once: it scrolls. */
const FEED = 25;

export const useFeed = (card: FeedCard, scope: CardScope) =>
  useQuery({
    ...feedQuery(scope, card.query, FEED),
    ...every(scope),
    ...keep(scope.project),
  });
