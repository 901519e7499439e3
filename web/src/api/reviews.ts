// Reviews, what waits for one, and the examples for training they come to.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { ApiError, address, get, patch, post, remove } from './client';
import type { Message, Page, Schemas } from './types';

export type Review = Schemas['Review'];
export type ReviewStatus = Schemas['ReviewStatus'];
export type ReviewRating = Schemas['ReviewRating'];
export type ReviewPriority = Schemas['ReviewPriority'];
export type ReviewStats = Schemas['ReviewStats'];
export type ReviewNew = Schemas['ReviewNew'];
export type ReviewChange = Schemas['ReviewChange'];
export type ReviewComment = Schemas['ReviewComment'];
export type ReviewHistoryEntry = Schemas['ReviewHistoryEntry'];
/** Whoever is assigned to its open review. */
export type QueueItem = Schemas['QueueItem'];
export type QueueTaken = Schemas['QueueTaken'];
export type TrainingPreview = Schemas['TrainingPreview'];

/** A review with its conversation, and the answer that was given, beside which a corrected one is written. */
export type WholeReview = Omit<Schemas['WholeReview'], 'messages'> & { messages: Message[] };

export const RATINGS: readonly ReviewRating[] = ['good', 'bad', 'neutral'];
export const PRIORITIES: readonly ReviewPriority[] = ['low', 'medium', 'high', 'critical'];

const REVIEWS = '/api/v1/reviews';
const QUEUE = `${REVIEWS}/queue`;
const PAGE = 50;

const at = (id: string, rest = '') => `${REVIEWS}/${encodeURIComponent(id)}${rest}`;
const item = (id: string, rest = '') => `${QUEUE}/${encodeURIComponent(id)}${rest}`;

/** Any value of a list will do. */
export interface QueueFilter {
  agentId?: readonly string[];
  priority?: readonly string[];
  rating?: readonly string[];
  tag?: readonly string[];
  assignee?: readonly string[];
  rule?: readonly string[];
}

export interface ReviewFilter extends Omit<QueueFilter, 'rule'> {
  status?: readonly ReviewStatus[];
  search?: string;
  dateFrom?: string;
  dateTo?: string;
}

/** All that is shown of reviews, to be looked at again after a change: the key all of them begin with. */
export const reviewsKey = (project: string) => ['reviews', project] as const;

/** What waits: what matters most first, of the same priority what waits longest. */
export const queueQuery = (project: string, filter: QueueFilter) =>
  infiniteQueryOptions({
    queryKey: [...reviewsKey(project), 'queue', filter],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filter, project, limit: PAGE, cursor: pageParam };
      return get<Page<QueueItem>>(QUEUE, query, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 10_000,
  });

/** Newest first. */
export const reviewsQuery = (project: string, filter: ReviewFilter) =>
  infiniteQueryOptions({
    queryKey: [...reviewsKey(project), 'list', filter],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filter, project, limit: PAGE, cursor: pageParam };
      return get<Page<Review>>(REVIEWS, query, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 10_000,
  });

export const reviewStatsQuery = (project: string, filter: ReviewFilter) =>
  queryOptions({
    queryKey: [...reviewsKey(project), 'stats', filter],
    queryFn: ({ signal }) => get<ReviewStats>(`${REVIEWS}/stats`, { ...filter, project }, signal),
    staleTime: 10_000,
  });

export const reviewQuery = (project: string, id: string) =>
  queryOptions({
    queryKey: [...reviewsKey(project), 'one', id],
    queryFn: ({ signal }) => get<WholeReview>(at(id), { project }, signal),
    staleTime: 10_000,
  });

/** The review that an execution has, without its conversation; null where it has none. */
export const executionReviewQuery = (project: string, executionId: string) =>
  queryOptions({
    queryKey: [...reviewsKey(project), 'of', executionId],
    queryFn: async ({ signal }) => {
      const query = { project, executionId, limit: 1 };
      return (await get<Page<Review>>(REVIEWS, query, signal)).items.at(0) ?? null;
    },
    staleTime: 10_000,
  });

/** The review that stands in the way of another one of its execution; null where that was not the trouble. */
export function reviewOfRefusal(error: unknown): string | null {
  if (!(error instanceof ApiError) || error.status !== 409) return null;
  return (error.problem as { reviewId?: string } | null)?.reviewId ?? null;
}

export const createReview = (project: string, review: ReviewNew) =>
  post<Review>(address(REVIEWS, { project }), review);

/** Writes over `version`, and over no other: see {@link newerReview}. */
export const changeReview = (project: string, id: string, change: ReviewChange) =>
  patch<Review>(address(at(id), { project }), change);

export const deleteReview = (project: string, id: string) => remove(address(at(id), { project }));

/** The review that stands where ours should have been written; null where that was not the trouble. */
export function newerReview(error: unknown): Review | null {
  if (!(error instanceof ApiError) || error.status !== 409) return null;
  return (error.problem as { current?: Review } | null)?.current ?? null;
}

export const commentsQuery = (project: string, id: string) =>
  infiniteQueryOptions({
    queryKey: [...reviewsKey(project), 'comments', id],
    queryFn: ({ pageParam, signal }) => {
      const query = { project, limit: PAGE, cursor: pageParam };
      return get<Page<ReviewComment>>(at(id, '/comments'), query, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 10_000,
  });

export const addComment = (project: string, id: string, text: string) =>
  post<ReviewComment>(address(at(id, '/comments'), { project }), { text });

export const deleteComment = (project: string, id: string, comment: number) =>
  remove(address(at(id, `/comments/${comment}`), { project }));

export const historyQuery = (project: string, id: string) =>
  infiniteQueryOptions({
    queryKey: [...reviewsKey(project), 'history', id],
    queryFn: ({ pageParam, signal }) => {
      const query = { project, limit: PAGE, cursor: pageParam };
      return get<Page<ReviewHistoryEntry>>(at(id, '/history'), query, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 10_000,
  });

/** Seconds for which nobody else gets what somebody works at; renewed while the page is open, in a hidden tab, too. */
export const LEASE_SECONDS = 600;

export const queueExecution = (project: string, executionId: string) =>
  post<QueueItem>(address(QUEUE, { project }), { executionId });

/** Takes what comes next, for a while. */
export const takeNext = (project: string, filter: QueueFilter) =>
  post<QueueTaken>(address(item('next'), { project }), {
    ...filter,
    leaseSeconds: LEASE_SECONDS,
  });

/** Takes an item, or goes on having it; 409 where somebody else works at it. */
export const leaseItem = (project: string, id: string) =>
  post<QueueItem>(address(item(id, '/lease'), { project }), { leaseSeconds: LEASE_SECONDS });

export const releaseItem = (project: string, id: string) =>
  post(address(item(id, '/release'), { project }));

/** Leaves an item to others. */
export const skipItem = (project: string, id: string) =>
  post(address(item(id, '/skip'), { project }));

/** Takes an item out of the queue for everybody. */
export const removeItem = (project: string, id: string) => remove(address(item(id), { project }));
