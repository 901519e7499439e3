// The reviews' address: which list, narrowed by what, what is open, and which pane a small screen shows.
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { PRIORITIES, type QueueFilter, RATINGS, type ReviewFilter } from '@/api/reviews';
import { readRange, resolveRange, type TimeRange } from '@/lib/time-range';
import { type Search, textOf, textsOf } from '@/lib/url';

export const TABS = ['queue', 'in_progress', 'done', 'all'] as const;
export type Tab = (typeof TABS)[number];

export const PANES = ['queue', 'talk', 'form'] as const;
export type Pane = (typeof PANES)[number];

export const FIELDS = ['rating', 'priority', 'tag', 'agentId', 'assignee', 'rule'] as const;
export type Field = (typeof FIELDS)[number];

/** Values to choose from, where a field has a closed list of them. */
export const CHOICES: Partial<Record<Field, readonly string[]>> = {
  rating: RATINGS,
  priority: PRIORITIES.toReversed(),
};

/** Reviews are few and stay long: a day, as elsewhere, would show next to nothing. */
export const USUAL_RANGE: TimeRange = { range: '30d' };

export interface ReviewSearch extends Partial<Record<Field, string[]>> {
  /** The queue unless told. */
  tab?: Tab;
  /** What of the queue is open. */
  item?: string;
  /** Full text. */
  q?: string;
  pane?: Pane;
  /** The export's dialog is open. */
  export?: '1';
}

export function readReviewSearch(search: Search): ReviewSearch {
  const fields = FIELDS.map((field) => {
    const values = textsOf(search[field]);
    const known = CHOICES[field];
    const list = [...new Set(values)].filter((each) => !known || known.includes(each));
    return [field, list.length > 0 ? list : undefined] as const;
  });
  return {
    ...(Object.fromEntries(fields) as Pick<ReviewSearch, Field>),
    tab: TABS.find((each) => each === search.tab),
    item: textOf(search.item),
    q: textOf(search.q),
    pane: PANES.find((each) => each === search.pane),
    export: search.export === '1' ? '1' : undefined,
  };
}

export const tabOf = ({ tab }: ReviewSearch): Tab => tab ?? 'queue';

/** What a list can be narrowed by: rules put up what waits, and are not told of what was reviewed. */
export const fieldsOf = (tab: Tab): readonly Field[] =>
  tab === 'queue' ? FIELDS : FIELDS.filter((field) => field !== 'rule');

/** Whether the list shows less than there is. */
export const isNarrowed = (search: ReviewSearch) =>
  fieldsOf(tabOf(search)).some((field) => search[field]) ||
  (tabOf(search) !== 'queue' && search.q !== undefined);

export const NO_FILTERS: ReviewSearch = {
  q: undefined,
  ...Object.fromEntries(FIELDS.map((field) => [field, undefined])),
};

export const queueFilter = ({
  agentId,
  priority,
  rating,
  tag,
  assignee,
  rule,
}: ReviewSearch): QueueFilter => ({
  agentId,
  priority,
  rating,
  tag,
  assignee,
  rule,
});

const STATUSES = {
  queue: undefined,
  in_progress: ['in_progress'],
  done: ['resolved', 'dismissed'],
  all: undefined,
} as const satisfies Record<Tab, ReviewFilter['status']>;

type Dates = Pick<ReviewFilter, 'dateFrom' | 'dateTo'>;

export const reviewFilter = (search: ReviewSearch, dates: Dates): ReviewFilter => ({
  status: STATUSES[tabOf(search)],
  agentId: search.agentId,
  rating: search.rating,
  priority: search.priority,
  tag: search.tag,
  assignee: search.assignee,
  search: search.q,
  ...dates,
});

const MINUTE = 60_000;

/** A relative range from the minute it was asked for: the same list stays the same query. */
export function datesOf(range: TimeRange, now: number): Dates {
  const { from, to } = resolveRange(range, Math.floor(now / MINUTE) * MINUTE);
  return { dateFrom: from, dateTo: to };
}

export const ADDRESS = '/reviews/{-$reviewId}';
const route = getRouteApi('/portal/reviews/{-$reviewId}');

type Asked = ReviewSearch & { range?: string; from?: string; to?: string };

export function useReviewSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { range, from, to } = search as Asked;
  const dates = useMemo(
    () => datesOf(readRange({ range, from, to }, USUAL_RANGE), Date.now()),
    [range, from, to],
  );
  const change = useCallback(
    (part: Asked, replace = true) => navigate({ search: (old) => ({ ...old, ...part }), replace }),
    [navigate],
  );
  return { search, dates, change };
}
