// How a score's figures read: those of yes and no are shares.
import type { ScoreKind } from '@/api/scores';
import { percent } from '@/lib/format';
import { scoreNumber } from '@/ui/scores/model/value';

export function meanText(value: number | null, kind: ScoreKind): string {
  if (kind !== 'boolean') return scoreNumber(value);
  return value === null ? '–' : percent(value);
}
