// What is typed for a new score, and where a score leads.
import type { InfiniteData } from '@tanstack/react-query';
import type { Score, ScoreKind, ScoreNew, ScorePage } from '@/api/scores';
import { parseScore } from '@/ui/scores/model/value';

export interface ScoreDraft {
  name: string;
  kind: ScoreKind;
  number: string;
  boolean: boolean;
  label: string;
  comment: string;
}

export const EMPTY_SCORE: ScoreDraft = {
  name: '',
  kind: 'number',
  number: '',
  boolean: true,
  label: '',
  comment: '',
};

export type ScoreFault = 'name' | 'number' | 'label';

export function scoreFaults({ name, kind, number, label }: ScoreDraft): Set<ScoreFault> {
  const found = new Set<ScoreFault>();
  if (!name.trim()) found.add('name');
  if (kind === 'number' && parseScore(number) === null) found.add('number');
  if (kind === 'label' && !label.trim()) found.add('label');
  return found;
}

const typedValue = ({ kind, number, boolean, label }: ScoreDraft) => {
  if (kind === 'boolean') return boolean;
  return kind === 'label' ? label.trim() : (parseScore(number) ?? 0);
};

export function scoreOf(draft: ScoreDraft, executionId: string, spanId?: string): ScoreNew {
  const comment = draft.comment.trim();
  return {
    executionId,
    ...(spanId && { spanId }),
    name: draft.name.trim(),
    value: typedValue(draft),
    ...(comment && { comment }),
  };
}

const ALL_TIME = { range: 'all', from: undefined, to: undefined };

/** The chart of all scores of this name. */
export const chartOf = ({ name }: Pick<Score, 'name'>) => ({ name });

/** The executions that were scored no better; of a label, all that were scored so. */
export function listOf({ name, value }: Pick<Score, 'name' | 'value'>) {
  const most = typeof value === 'boolean' ? Number(value) : value;
  return {
    ...ALL_TIME,
    scoreName: name,
    ...(typeof most === 'number' && { maxScore: most }),
  };
}

/** Scores of the execution itself, not of one of its spans. */
export const ownScores = (scores: readonly Score[]) => scores.filter(({ spanId }) => !spanId);

/** Which spans have scores, as far as they were read. */
export const scoredSpans = (read: InfiniteData<ScorePage> | undefined): ReadonlySet<string> =>
  new Set(read?.pages.flatMap(({ items }) => items.flatMap(({ spanId }) => spanId ?? [])));
