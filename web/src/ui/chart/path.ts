// Lines through values, with a gap where there is none.

export type Point = readonly [x: number, y: number];

/** The unbroken stretches of a line. */
export function stretches(
  values: readonly (number | null)[],
  place: (index: number, value: number) => Point,
): Point[][] {
  const found: Point[][] = [];
  let open: Point[] | null = null;
  values.forEach((value, index) => {
    if (value === null) {
      open = null;
      return;
    }
    if (!open) {
      open = [];
      found.push(open);
    }
    open.push(place(index, value));
  });
  return found;
}

const written = ([x, y]: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** A stretch as an SVG path; a single point as a dash, so that it is seen. */
export function linePath(points: readonly Point[]): string {
  if (points.length === 1) return `M${written([points[0][0] - 1, points[0][1]])}h2`;
  return `M${points.map(written).join('L')}`;
}

/** The area between a stretch and `floor`. */
export function areaPath(points: readonly Point[], floor: number): string {
  if (points.length < 2) return '';
  const [first, last] = [points[0], points[points.length - 1]];
  return `${linePath(points)}L${written([last[0], floor])}L${written([first[0], floor])}Z`;
}

/** Heights of labels moved apart to at least `gap`, the topmost first, within `floor`. */
export function apart(heights: readonly number[], gap: number, floor: number): number[] {
  const order = heights.map((_, index) => index).sort((a, b) => heights[a] - heights[b]);
  const placed = [...heights];
  let least = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    placed[index] = Math.max(heights[index], least);
    least = placed[index] + gap;
  }
  let most = floor;
  for (const index of order.reverse()) {
    placed[index] = Math.min(placed[index], most);
    most = placed[index] - gap;
  }
  return placed;
}
