// Where the marks of an axis of values stand.

/** Round values from zero to at least `max`, about `wanted` steps of 1, 2, 2.5 or 5 times a power of ten. */
export function valueTicks(max: number, wanted: number): number[] {
  if (!(max > 0)) return [0, 1];
  const raw = max / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5].find((each) => each * power >= raw * 0.9999) ?? 10) * power;
  const steps = Math.max(1, Math.ceil(max / step - 1e-9));
  return Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
