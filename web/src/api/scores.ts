// Scores: what judges, tests and people think of executions and of their spans.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { resolveRange, type TimeRange } from '@/lib/time-range';
import { address, get, post, type Query, remove } from './client';
import type { Page, Schemas } from './types';

/** A number, true or false, or a label. */
export type ScoreValue = number | boolean | string;
export type ScoreKind = Schemas['ScoreKindName'];
export type Score = Omit<Schemas['Score'], 'value'> & { value: ScoreValue };
export type ScorePage = Page<Score>;
export type ScoreName = Schemas['ScoreNameItem'];
export type ScoreFigures = Schemas['ScoreFigures'];
export type ScoreSummary = Schemas['ScoreSummary'];

const SCORES = '/api/v1/scores';
/** As many as the server gives at once. */
const PAGE = 500;

/** All that is shown of scores, to be looked at again after a change: the key all of them begin with. */
export const scoresKey = (project: string) => ['scores', project] as const;

/** An execution's scores and its spans' in the order of time; of one span alone where one is named. */
export const executionScoresQuery = (project: string, id: string, spanId?: string) =>
  infiniteQueryOptions({
    queryKey: [...scoresKey(project), 'execution', id, spanId ?? null],
    queryFn: ({ pageParam, signal }) => {
      const path = `/api/v1/observability/executions/${encodeURIComponent(id)}/scores`;
      return get<ScorePage>(path, { project, spanId, limit: PAGE, cursor: pageParam }, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 10_000,
  });

/** The names that a project's scores have, in their order. */
export const scoreNamesQuery = (project: string) =>
  infiniteQueryOptions({
    queryKey: [...scoresKey(project), 'names'],
    queryFn: ({ pageParam, signal }) => {
      const query = { project, limit: PAGE, after: pageParam };
      return get<Schemas['ScoreNames']>(`${SCORES}/names`, query, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ items, hasMore }) => (hasMore ? items.at(-1)?.name : null),
    staleTime: 30_000,
  });

export interface ScoresAsked {
  name: string;
  agentId?: string[];
  source?: string[];
  interval?: string;
}

/** Before any score. */
const LONG_AGO = '1970-01-01T00:00:00Z';

/** What the scores of a name come to; of all time since the first of them. */
export const scoreStatsQuery = (project: string, range: TimeRange, asked: ScoresAsked) =>
  queryOptions({
    queryKey: [...scoresKey(project), 'stats', range, asked],
    queryFn: async ({ signal }) => {
      const read = (query: Query) =>
        get<ScoreSummary>(`${SCORES}/stats`, { project, ...asked, ...query }, signal);
      const isAll = 'range' in range && range.range === 'all';
      if (!isAll) return read(resolveRange(range));
      const whole = await read({ from: LONG_AGO, interval: undefined });
      const first = whole.series.find(({ count }) => count > 0)?.start;
      if (!first) return whole;
      // Its buckets are months: once more from the first one that has any.
      const near = await read({ from: first, interval: undefined });
      return read({ from: near.series.find(({ count }) => count > 0)?.start ?? first });
    },
    staleTime: 10_000,
  });

export interface ScoreNew {
  executionId: string;
  spanId?: string;
  name: string;
  value: ScoreValue;
  comment?: string;
}

/** Stores one score; what the server would not take is thrown as it says why. */
export async function addScore(project: string, score: ScoreNew) {
  const { rejected } = await post<Schemas['Accepted']>(address(SCORES, { project }), {
    scores: [score],
  });
  if (rejected.length > 0) throw new RefusedScore(rejected[0].detail);
}

/** A score that was read and not taken. */
export class RefusedScore extends Error {}

export const deleteScore = (project: string, id: string) =>
  remove(address(`${SCORES}/${encodeURIComponent(id)}`, { project }));
