// The axis of a score's means.
import type { ScoreFigures } from '@/api/scores';
import type { Scale } from '@/ui/chart/plot';
import { valueTicks } from '@/ui/chart/ticks';
import { scoreNumber } from '@/ui/scores/model/value';

type Name = (value: number) => string;

const marks = (values: readonly number[], name: Name): Scale => ({
  ticks: values.map((value) => ({ value, label: name(value) })),
});

/** From 0 to 1 where all scores lie there; else from zero, or from the least where some lie below it. */
export function scoreScale(
  { min, max }: Pick<ScoreFigures, 'min' | 'max'>,
  name: Name = scoreNumber,
): Scale {
  const [least, most] = [Math.min(min ?? 0, 0), Math.max(max ?? 0, 0)];
  if (least >= 0 && most <= 1) return marks([0, 0.25, 0.5, 0.75, 1], name);
  if (least >= 0) return marks(valueTicks(most, 3), name);
  const step = valueTicks(Math.max(most, -least), 2)[1];
  const from = Math.floor(least / step);
  const steps = Math.ceil(most / step) - from;
  return marks(
    Array.from({ length: steps + 1 }, (_, index) => (from + index) * step),
    name,
  );
}
