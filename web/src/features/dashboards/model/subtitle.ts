// What stands beside a card's title: what its figures are of.
import { t } from '@/lib/strings';
import type { Card, ChartCard, FeedCard } from '../api/types';

const words = t.dashboards;

export function subtitle(card: Card): string {
  if (card.type === 'feed') return feedSubtitle(card);
  const { query, type } = card;
  const by = query.groupBy ? words.by(query.groupBy) : '';
  if (type === 'line' || type === 'bar') {
    return [query.interval ? words.per[query.interval] : '', by].filter(Boolean).join(' ');
  }
  if (type === 'pie') return source(card);
  const isSaidByTitle = ['count', 'rate', 'distinct_count', 'sum'].includes(query.aggregation);
  return isSaidByTitle ? '' : words.aggregation[query.aggregation];
}

/** The event's name, or what else is counted. */
export function source({ query }: ChartCard): string {
  const dataset = query.dataset ?? 'events';
  return dataset === 'events' ? (query.event ?? '') : words.dataset[dataset];
}

function feedSubtitle({ query }: FeedCard): string {
  const names = [query.event ?? []].flat();
  return names.length === 0 ? words.allEvents : names.join(', ');
}
