// The map of a whole trace in a small box: rows squeezed into lanes, one mark a lane and pixel.
import { FAMILIES, look } from '@/lib/span-types';
import type { Trace } from './trace';

export interface Mark {
  x: number;
  width: number;
  lane: number;
  /** An index into `FAMILIES`, or `ERROR`. */
  colour: number;
}

export const ERROR = FAMILIES.length;
const PLAIN = FAMILIES.indexOf('span');

/**
 * The marks for `order` in `width` pixels and at most `lanes` lanes. Where several spans fall on one
 * pixel of a lane, an error wins over the rest, and a typed span over a plain one.
 */
export function minimapMarks(
  trace: Trace,
  order: Int32Array,
  width: number,
  lanes: number,
): Mark[] {
  const columns = Math.floor(width);
  const rows = Math.min(lanes, order.length);
  if (columns < 1 || rows < 1) return [];
  const colours = trace.nodes.map(({ status, type }) =>
    status === 'error' ? ERROR : FAMILIES.indexOf(look(type).family),
  );
  const marks: Mark[] = [];
  for (let lane = 0; lane < rows; lane += 1) {
    const cells = new Int8Array(columns).fill(-1);
    const first = Math.floor((lane * order.length) / rows);
    const last = Math.floor(((lane + 1) * order.length) / rows);
    for (let place = first; place < last; place += 1) {
      paint(cells, trace, order[place], colours[order[place]]);
    }
    marks.push(...runs(cells, lane));
  }
  return marks;
}

const rank = (colour: number) => (colour === ERROR ? 2 : colour === PLAIN || colour < 0 ? 0 : 1);

function paint(cells: Int8Array, trace: Trace, index: number, colour: number) {
  const scale = cells.length / trace.total;
  const from = Math.min(cells.length - 1, Math.floor(trace.start[index] * scale));
  const end = (trace.start[index] + trace.duration[index]) * scale;
  const to = Math.min(cells.length, Math.max(from + 1, Math.ceil(end)));
  for (let x = from; x < to; x += 1) {
    // Later rows are deeper: of equals, they say more.
    if (cells[x] < 0 || rank(colour) >= rank(cells[x])) cells[x] = colour;
  }
}

function runs(cells: Int8Array, lane: number): Mark[] {
  const found: Mark[] = [];
  for (let x = 0; x < cells.length; ) {
    const colour = cells[x];
    let end = x + 1;
    while (end < cells.length && cells[end] === colour) end += 1;
    if (colour >= 0) found.push({ x, width: end - x, lane, colour });
    x = end;
  }
  return found;
}
