// How the scores of a name are distributed, as bars that lead to the executions behind them.
import type { ScoreKind, ScoreSummary } from '@/api/scores';
import { t } from '@/lib/strings';
import { scoreNumber } from '@/ui/scores/model/value';

export interface Bar {
  key: string;
  label: string;
  count: number;
  /** What the list is narrowed to; null of labels, by which it cannot be. */
  bounds: { minScore: number; maxScore: number } | null;
}

type Bands = ScoreSummary['bands'];

export function bars(
  { bands, labels }: Pick<ScoreSummary, 'bands' | 'labels'>,
  kind: ScoreKind,
): Bar[] {
  const named = labels.map(({ label, count }) => ({
    key: `label ${label}`,
    label,
    count,
    bounds: null,
  }));
  return [...(kind === 'boolean' ? yesAndNo(bands) : numbers(bands)), ...named];
}

/** A band's end belongs to the next one: a little less, since the list's bounds are inclusive. */
const before = (from: number, to: number) => Number((to - (to - from) * 1e-6).toPrecision(12));

const numbers = (bands: Bands): Bar[] =>
  bands.map(({ from, to, count }, index) => ({
    key: `from ${from}`,
    label: from === to ? scoreNumber(from) : t.scores.page.band(scoreNumber(from), scoreNumber(to)),
    count,
    bounds: { minScore: from, maxScore: index === bands.length - 1 ? to : before(from, to) },
  }));

/** True is 1 and false is 0: what lies above a half is true. */
function yesAndNo(bands: Bands): Bar[] {
  const total = (isHigh: boolean) =>
    bands.reduce((sum, { from, to, count }) => sum + (from + to > 1 === isHigh ? count : 0), 0);
  return [true, false].map((isTrue) => ({
    key: String(isTrue),
    label: t.scores.yesNo[isTrue ? 'true' : 'false'],
    count: total(isTrue),
    bounds: { minScore: Number(isTrue), maxScore: Number(isTrue) },
  }));
}

/** What the newest score of the name is; of a name that is not known, what its figures tell. */
export function kindOfSummary(
  { bands, labels }: Pick<ScoreSummary, 'bands' | 'labels'>,
  known: ScoreKind | undefined,
): ScoreKind {
  return known ?? (bands.length === 0 && labels.length > 0 ? 'label' : 'number');
}
