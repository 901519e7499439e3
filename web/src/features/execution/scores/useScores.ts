// The scores of the execution that is open, and what is done to them.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  addScore,
  deleteScore,
  executionScoresQuery,
  type Score,
  type ScoreNew,
  scoresKey,
} from '@/api/scores';
import { useAfterFrame } from '@/lib/after-frame';
import { explain } from '@/lib/problem';
import { useProject } from '@/lib/project';
import { say } from '@/lib/say';
import { t } from '@/lib/strings';

/** Asked for once the page stands: nothing waits for them. */
export function useScores(id: string) {
  const enabled = useAfterFrame();
  return useInfiniteQuery({ ...executionScoresQuery(useProject(), id), enabled });
}

export type ScoresRead = ReturnType<typeof useScores>;

export const scoresOf = ({ data }: Pick<ScoresRead, 'data'>): Score[] =>
  data?.pages.flatMap(({ items }) => items) ?? [];

/** Those of one span: of the execution's where they are all there, else asked for by themselves. */
export function useSpanScores(id: string, spanId: string) {
  const all = useScores(id);
  const isWhole = all.isSuccess && !all.hasNextPage;
  const own = useInfiniteQuery({
    ...executionScoresQuery(useProject(), id, spanId),
    enabled: !all.isPending && !isWhole,
  });
  const query = isWhole ? all : own;
  const scores = scoresOf(query).filter((each) => each.spanId === spanId);
  return { scores, error: query.error, isKnown: query.isSuccess };
}

export function useAddScore(onDone: () => void) {
  const project = useProject();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (score: ScoreNew) => addScore(project, score),
    onSuccess: (_, { name }) => {
      say(t.scores.added(name));
      client.invalidateQueries({ queryKey: scoresKey(project) });
      onDone();
    },
  });
}

export function useDeleteScore(onDone: () => void) {
  const project = useProject();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (score: Score) => deleteScore(project, score.id),
    onSuccess: (_, { name }) => say(t.scores.deleted(name)),
    onError: (error) => say(explain(error), 'error'),
    onSettled: () => {
      client.invalidateQueries({ queryKey: scoresKey(project) });
      onDone();
    },
  });
}
