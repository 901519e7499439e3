// What two lists have in common, in order: Myers' algorithm, with an end to its patience.

export type Match = readonly [left: number, right: number];

/** Differences beyond which nobody reads the difference, and finding the smallest costs too much. */
const MOST = 1_000;

/** Indexes of equal entries, rising on both sides, as many as there can be. */
export function matches(left: readonly string[], right: readonly string[], most = MOST): Match[] {
  let head = 0;
  const least = Math.min(left.length, right.length);
  while (head < least && left[head] === right[head]) head += 1;
  let tail = 0;
  while (tail < least - head && left.at(-1 - tail) === right.at(-1 - tail)) tail += 1;
  const a = left.slice(head, left.length - tail);
  const b = right.slice(head, right.length - tail);
  const middle = myers(a, b, most) ?? inPassing(a, b);
  return [
    ...Array.from({ length: head }, (_, index): Match => [index, index]),
    ...middle.map(([x, y]): Match => [x + head, y + head]),
    ...Array.from(
      { length: tail },
      (_, index): Match => [left.length - tail + index, right.length - tail + index],
    ),
  ];
}

/** Null where the lists differ in more than `most` entries. */
function myers(a: readonly string[], b: readonly string[], most: number): Match[] | null {
  const farthest = Math.min(most, a.length + b.length);
  // For each diagonal x − y the farthest x reached; one copy for each number of differences.
  let reach = new Int32Array(2 * farthest + 3);
  const trail: Int32Array[] = [];
  const middle = farthest + 1;
  for (let steps = 0; steps <= farthest; steps += 1) {
    trail.push(reach.slice(middle - steps - 1, middle + steps + 2));
    const next = reach.slice();
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      const at = middle + diagonal;
      const isDown = diagonal === -steps || (diagonal !== steps && reach[at - 1] < reach[at + 1]);
      let x = isDown ? reach[at + 1] : reach[at - 1] + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
      next[at] = x;
      if (x >= a.length && x - diagonal >= b.length) return walkBack(trail, a, b);
    }
    reach = next;
  }
  return null;
}

/** From the end along the trail: what was passed diagonally is common. */
function walkBack(trail: readonly Int32Array[], a: readonly string[], b: readonly string[]) {
  const found: Match[] = [];
  let [x, y] = [a.length, b.length];
  for (let steps = trail.length - 1; steps >= 0; steps -= 1) {
    const reach = trail[steps];
    const middle = steps + 1;
    const diagonal = x - y;
    const at = middle + diagonal;
    const isDown = diagonal === -steps || (diagonal !== steps && reach[at - 1] < reach[at + 1]);
    const before = isDown ? diagonal + 1 : diagonal - 1;
    const fromX = steps === 0 ? 0 : reach[middle + before];
    const fromY = fromX - (steps === 0 ? 0 : before);
    while (x > fromX && y > fromY && x > 0 && y > 0 && a[x - 1] === b[y - 1]) {
      x -= 1;
      y -= 1;
      found.push([x, y]);
    }
    [x, y] = [fromX, fromY];
  }
  return found.reverse();
}

/** Each entry with the next equal one: not the most, but at once. */
function inPassing(a: readonly string[], b: readonly string[]): Match[] {
  const places = new Map<string, number[]>();
  b.forEach((key, index) => {
    const list = places.get(key);
    if (list) list.push(index);
    else places.set(key, [index]);
  });
  const found: Match[] = [];
  const taken = new Map<string, number>();
  let last = -1;
  a.forEach((key, index) => {
    const list = places.get(key);
    if (!list) return;
    let at = taken.get(key) ?? 0;
    while (at < list.length && list[at] <= last) at += 1;
    taken.set(key, at);
    if (at >= list.length) return;
    last = list[at];
    found.push([index, last]);
  });
  return found;
}
